# Contacts for notices of sub-processor changes

refused-contact-known = This address is a contact already.
refused-contacts-full = A workspace names at most 20 contacts.

contacts-title = Contacts for notices
contacts-lead = Owners and admins hear of every change of sub-processors. Name who else shall, such as your data-protection officer.
contacts-empty = Nobody else is told
contacts-empty-text = Whoever you name here gets the notices by email, without an account.
contacts-name = Name
contacts-email = Email
contacts-email-hint = The address is asked to confirm before notices go there.
contacts-language = Language
contacts-state = State
contacts-confirmed = Confirmed on { $date }
contacts-agreed = Named in your agreement
contacts-asked = Asked to confirm
contacts-remove = Remove
contacts-add-title = Name a contact
contacts-add = Name the contact
contacts-see = Contacts for notices
contacts-ask-title = Receive notices?
contacts-ask-text = { $workspace } names you to be told by email when a sub-processor of its data-processing agreement changes.
contacts-ask-confirm = Yes, send me the notices
contacts-done-title = Your address is confirmed
contacts-done-text = You hear by email when a sub-processor of { $workspace } changes.
contacts-gone-title = This link no longer works
contacts-gone-text = It was used, or has ended. Ask whoever named you to do so again.
contacts-beside-title = What you get
contacts-beside-text = Each notice says who the sub-processor is, what it does with which data and where, when it can start, and until when the customer can object.
flash-contact-added = The contact is asked to confirm the address.
flash-contact-removed = The contact gets no more notices.
