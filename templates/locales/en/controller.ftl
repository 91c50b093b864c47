# Who is responsible for a person's data.

controller-title = Who is responsible for your data
controller-lead = Your organisation decides what happens with your data here. We process them on its instructions only.
controller-workspace = Workspace
controller-name = Responsible organisation
controller-agreement = Agreement with us
controller-bound = { $number }, in force since { $since }
controller-agreement-none = No agreement is in force in this product yet. Your organisation can say which one binds us.
controller-first = What comes first
controller-first-text = Where that agreement and anything we say ourselves about these data differ, the agreement counts.
controller-processor = Our contact for data protection
controller-ask-title = Ask for the agreement
controller-ask-text = We tell those who look after agreements at { $workspace } that you would like to see it. They answer you.
controller-ask-action = Ask for it
flash-controller-asked = They have been told, and answer you by email.
flash-controller-asked-before = You asked within the last day. They have been told.
