### Settings of the workspace.

settings-title = Settings
settings-lead = What holds for everybody in { $tenant }.
settings-save = Save

## Name and accent colour

settings-look-title = Name and colour
settings-look-lead = People see both on every page of the workspace. Emails carry the name, not the colour.
settings-name-label = Name of the workspace
settings-name-hint = Older certificates and agreements keep the name they were made with.
settings-slug-label = Short name
settings-slug-hint = People type it when they sign in. It cannot be changed here.
settings-accent-label = Accent colour
settings-accent-hint = For buttons, links and the mark. A hex value such as #0b5563.
settings-accent-check-title = Contrast
settings-accent-check-button = Text on a button: { $ratio } to 1
settings-accent-check-link = Link on the page: { $ratio } to 1
settings-accent-check-ok = Easy to read. At least 4.5 to 1 is needed.
settings-accent-check-adjusted = This colour is too light or too dark for text. We use a neighbouring shade for text and keep yours for surfaces.

## Language and time

settings-language-title = Language and time
settings-locale-label = Language for new people
settings-locale-hint = Everybody can choose another one for themselves.
settings-locale-en = English
settings-locale-de = German
settings-locale-error = Choose one of the languages in the list.
settings-zone-label = Time zone
settings-zone-hint = Due dates end at midnight in this zone. The audit log stays in UTC.

## AI switch

settings-ai-title = Artificial intelligence
settings-ai-lead = Off unless you switch it on.
settings-ai-state-off = AI is off
settings-ai-state-on = AI is on
settings-ai-off-means = While it is off
settings-ai-off-1 = No request of this workspace goes to an AI provider.
settings-ai-off-2 = AI sub-processors are listed as “Not used by you”.
settings-ai-off-3 = Your data stays with the sub-processors that are always in use.
settings-ai-on-means = When you switch it on
settings-ai-on-1 = The AI sub-processors in the list may process texts that your people give to an AI function.
settings-ai-on-2 = This can happen outside the European Union, on the ground of transfer named in that list.
settings-ai-on-3 = Your data is never used to train models.
settings-ai-on-4 = You can switch it off at any time. It takes effect with the next request.
settings-ai-none-yet = No function of this version uses AI yet. The switch already records what you decide.
settings-ai-vendors-link = See the AI sub-processors in the list
settings-ai-confirm = I decide this for { $tenant } and may give this instruction.
settings-ai-switch-on = Switch AI on
settings-ai-switch-off = Switch AI off
settings-ai-instruction = This is an instruction under Article 28(3)(a) GDPR. We keep who gave it and when.
settings-ai-given-on = Switched on by { $name } on { $date }
settings-ai-given-off = Switched off by { $name } on { $date }
settings-ai-given-never = Nobody has switched it yet.
settings-ai-history = Instructions so far
settings-ai-history-empty = No instruction yet.


field-unknown-zone = Choose a zone, for example Europe/Berlin.
field-slug = Use small letters, digits and hyphens, such as acme.
field-ai-confirm = Tick the box, so that the instruction has somebody who gave it.
flash-ai-on = AI is on. The instruction is stored.
flash-ai-off = AI is off. No request leaves any more.

# The log of instructions
instructions-title = Instructions
instructions-lead = What your organisation has instructed, by whom and when. We process personal data on these instructions only (Article 28(3)(a) GDPR).
instructions-download = Download as CSV
instructions-filter-all = All
instructions-column-subject = Subject
instructions-column-value = Instruction
instructions-column-who = Given by
instructions-column-when = When
instructions-empty = No instruction
instructions-empty-text = What nobody has changed stays as the agreement says.
instructions-agreement = A new agreement lists what holds on its day.
instructions-all = The whole log
instruction-subject-ai = Artificial intelligence
instruction-subject-sso = Single sign-on
instruction-subject-retention = Retention
instruction-subject-subprocessors = Sub-processors
instruction-value-on = on
instruction-value-off = off
instruction-value-retention = { $category }: { $period }
instruction-value-acknowledged = { $vendor }: notice read
instruction-value-objected = { $vendor }: objected
instruction-value-withdrawn = { $vendor }: objection withdrawn
instruction-line = { $subject }: { $value }
instruction-subject-written = In writing
instruction-given-in-writing = in writing
instruction-answer-followed = Followed
instruction-answer-infringes = Against the law
instruction-answer-revoked = Revoked
instruction-revoked-by = Taken back on { $date } by the instruction of { $name }.
instruction-written-revokes = Takes back
instruction-written-revokes-none = None: it stands beside the others
instruction-written-revokes-hint = Choose the customer first. What is taken back stays in the record and holds no more.
field-instruction-unknown = Choose an instruction in writing of this customer that is followed.
field-instruction-revoked = This instruction was taken back already.
instruction-written-objection = We object to { $vendor }: { $grounds }
instruction-written-title = Instructions in writing
instruction-written-lead = Enter what a customer instructs by letter or email, word for word. Its owners and administrators are told, and a new agreement lists what is followed.
instruction-written-giver = Given by
instruction-written-giver-hint = Name and function, as the letter says.
instruction-written-text-hint = Word for word.
instruction-written-answer = What becomes of it
instruction-written-reason = Why it is against the law
instruction-written-reason-hint = Only then. The customer reads it.
instruction-written-send = Enter the instruction
instruction-written-none = Nothing was entered for this customer.
flash-instruction-entered = The instruction is entered, and the customer is told.
field-not-yet = Give the moment at which it arrived, not one in the future.
