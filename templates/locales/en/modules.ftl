### Modules, units and the quiz editor.

## List

modules-title = Modules
modules-lead = A module is a row of pages and quizzes. People see it once it is published and assigned.
modules-count =
    { $n ->
        [0] No module yet
        [one] { $n } module
       *[other] { $n } modules
    }
modules-new = New module
modules-table-caption = Modules of this workspace
modules-col-title = Module
modules-col-language = Language
modules-col-units = Units
modules-col-people = Assigned to
modules-col-finished = Finished
modules-col-state = State
modules-col-changed = Changed
modules-col-action = Action
modules-people =
    { $n ->
        [0] Nobody
        [one] { $n } person
       *[other] { $n } people
    }
modules-units =
    { $n ->
        [0] No unit
        [one] { $n } unit
       *[other] { $n } units
    }
modules-pages =
    { $n ->
        [0] no page
        [one] { $n } page
       *[other] { $n } pages
    }
modules-questions =
    { $n ->
        [0] no question
        [one] { $n } question
       *[other] { $n } questions
    }
modules-open = Open
modules-edit = Edit
modules-edit-name = Edit { $name }
modules-assign = Assign
modules-preview = Preview as learner
modules-more = Show more modules
modules-empty-title = No module yet
modules-empty-text = Write the first one. A page and three questions are a good start, and nobody sees it before you publish.
modules-filter-search = Title
modules-filter-state = State
modules-filter-state-any = Any state
modules-filter-apply = Apply
modules-none-title = No module fits
modules-none-text = Look for another word, or show every state.

## States

modules-state-draft = Draft
modules-state-published = Published
modules-state-archived = Archived
modules-state-changed = Published, with changes since
modules-state-draft-hint = Only authors see it.
modules-state-published-hint = People it is assigned to can learn with it.
modules-state-archived-hint = Cannot be assigned any more. Records and certificates stay.

## New module and details

modules-new-title = New module
modules-new-lead = A title is enough to begin. Everything is saved while you write.
modules-field-title = Title
modules-field-title-hint = Stands on the learner’s list and on the certificate.
modules-field-language = Language of the module
modules-field-language-hint = For screen readers and hyphenation.
modules-field-summary = Summary
modules-field-summary-hint = One or two sentences: what people can do afterwards.
modules-language-en = English
modules-language-de = German
modules-create = Create module
modules-cancel = Cancel
modules-created = The module was created. Now add its first unit.
modules-save = Save
modules-saved-notice = Saved.
modules-errors-title =
    { $n ->
        [one] One answer needs another look
       *[other] { $n } answers need another look
    }
modules-error-title-empty = Give the module a title.
modules-error-title-long = Shorten the title to { $max } characters.
modules-error-language = Choose one of the languages in the list.
modules-error-body-long = This page is too long to save: { $size } of { $max } characters. Split it into two units.
modules-error-archived = This module is archived and cannot be changed.
modules-error-changed-elsewhere = Somebody else saved this while you were writing. Your text is still here: compare, then save again.

## Editor

modules-editor-back = All modules
modules-editor-outline = Units
modules-editor-outline-label = Units of this module
modules-editor-details = Details
modules-editor-empty-title = This module has no unit yet
modules-editor-empty-text = Begin with a page to read. Add a quiz when there is something to ask.
modules-unit-add-page = Add a page
modules-unit-add-quiz = Add a quiz
modules-unit-kind-page = Page
modules-unit-kind-quiz = Quiz
modules-unit-number = Unit { $n }
modules-unit-untitled-page = Untitled page
modules-unit-untitled-quiz = Untitled quiz
modules-unit-field-title = Title of the unit
modules-unit-field-body = Text
modules-unit-field-body-hint = Markdown: # heading, - list, **bold**, > quotation, tables with |. No HTML is needed.
modules-unit-move-up = Move up
modules-unit-move-down = Move down
modules-unit-move-up-name = Move { $name } up
modules-unit-move-down-name = Move { $name } down
modules-unit-remove = Remove unit
modules-unit-remove-title = Remove this unit?
modules-unit-remove-text = It disappears from the draft. Published versions and results keep it.
modules-unit-remove-keep = Keep it
modules-unit-removed = The unit was removed from the draft.
modules-unit-error-title-empty = Give the unit a title.
modules-unit-rule-page = Finished when it was opened.
modules-unit-rule-quiz = Finished when the quiz was passed.
modules-unit-reading-time =
    { $n ->
        [one] about { $n } minute to read
       *[other] about { $n } minutes to read
    }
modules-preview-title = Preview
modules-preview-label = Preview of the page
modules-preview-hint = This is how learners see it.
modules-preview-empty = Nothing to show yet.
modules-preview-refresh = Refresh preview
modules-preview-banner = Preview. Nothing you do here counts or is kept.
modules-preview-leave = Back to the editor

## Autosave

modules-autosave-clean = All changes are saved
modules-autosave-dirty = Changes not saved yet
modules-autosave-saving = Saving …
modules-autosave-saved = Saved at { $time }
modules-autosave-failed = Not saved. We try again in { $n } s
modules-autosave-offline = No connection. Your text stays in this window
modules-autosave-retry = Save now
modules-autosave-leave = Some changes are not saved yet. Leave anyway?

## Publication

modules-publish = Publish
modules-publish-again = Publish changes
modules-publish-title = Publish { $name }?
modules-publish-text = A published version is kept as it is, for ever. You can go on editing the draft and publish again.
modules-publish-running =
    { $n ->
        [0] Nobody is in the middle of it.
        [one] { $n } person is in the middle of it. A quiz that has begun ends with its own questions.
       *[other] { $n } people are in the middle of it. A quiz that has begun ends with its own questions.
    }
modules-publish-confirm = Publish version { $n }
modules-publish-keep = Not yet
modules-published-done = Version { $n } is published. Nobody has it before you assign it.
modules-published-version = Version { $n }, published on { $date } by { $name }
modules-published-never = Not published yet
modules-publish-check-title = Before you can publish
modules-publish-check-units = Add at least one unit.
modules-publish-check-body = Write a text for “{ $name }”.
modules-publish-check-questions = Add at least one question to “{ $name }”.
modules-publish-check-key = Mark the right answer of question { $n } in “{ $name }”.
modules-publish-nothing = Nothing has changed since version { $n }.
modules-archive = Archive
modules-archive-title = Archive { $name }?
modules-archive-text = It can no longer be assigned or edited. Whoever has it can still finish it; records and certificates stay.
modules-archived-done = { $name } was archived.

## Quiz settings

modules-quiz-settings = Rules of this quiz
modules-quiz-settings-save = Save rules
modules-quiz-settings-frozen = New rules count for attempts that start from now on.
modules-quiz-pass = Pass mark in percent
modules-quiz-pass-hint = Share of the points needed to pass, from 0 to 100.
modules-quiz-attempts = Attempts
modules-quiz-attempts-hint = Leave it empty for as many as people like.
modules-quiz-time = Time limit in minutes
modules-quiz-time-hint = Leave it empty for no limit. The server’s clock counts, also when the window is closed.
modules-quiz-shuffle-questions = Mix the order of the questions
modules-quiz-shuffle-options = Mix the order of the options
modules-quiz-shuffle-hint = Each attempt gets its own order and keeps it.
modules-quiz-error-pass = Give a whole number from 0 to 100.
modules-quiz-error-attempts = Give a whole number from 1 to { $max }, or leave it empty.
modules-quiz-error-time = Give a whole number of minutes from 1 to { $max }, or leave it empty.

## Questions

modules-questions-title = Questions
modules-questions-sum =
    { $n ->
        [one] { $n } question
       *[other] { $n } questions
    }, points in all: { $points }
modules-questions-empty-title = No question yet
modules-questions-empty-text = Choose a kind and write the first one.
modules-question-add = Add a question
modules-question-kind = Kind of question
modules-question-kind-single-choice = Single choice
modules-question-kind-multiple-response = Multiple response
modules-question-kind-true-false = True or false
modules-question-kind-short-text = Short text
modules-question-kind-number = Number
modules-question-kind-single-choice-hint = Exactly one option is right.
modules-question-kind-multiple-response-hint = One or more options are right.
modules-question-kind-true-false-hint = A statement that is true or false.
modules-question-kind-short-text-hint = One or a few words. List every spelling that counts.
modules-question-kind-number-hint = A number, with a tolerance if you like.
modules-question-number = Question { $n }
modules-question-points = Points
modules-question-points-count =
    { $n ->
        [one] { $n } point
       *[other] { $n } points
    }
modules-question-stem = Question
modules-question-stem-hint = Markdown. Ask one thing only.
modules-question-options = Options
modules-question-option = Option { $n }
modules-question-option-text = Text of option { $n }
modules-question-option-correct = Option { $n } is right
modules-question-option-add = Add an option
modules-question-option-remove = Remove option { $n }
modules-question-true = True
modules-question-false = False
modules-question-truth = The statement is
modules-question-accepted = Accepted answers
modules-question-accepted-hint = One per line. Capital letters and spaces at the ends do not matter.
modules-question-value = Right number
modules-question-tolerance = Tolerance
modules-question-tolerance-hint = 0 asks for the exact number; 2 also accepts two more or two less.
modules-question-feedback = Feedback
modules-question-feedback-hint = Learners read it after they have handed in. Say why, and where to read again.
modules-question-save = Save question
modules-question-saved = The question was saved. Attempts that have begun keep the older wording.
modules-question-edit = Edit question { $n }
modules-question-remove = Remove question { $n }
modules-question-removed = The question was removed from the draft.
modules-question-right = Right
modules-question-right-answer = Right answer: { $answer }
modules-question-plus-minus = { $value }, give or take { $tolerance }
modules-question-version = Wording { $n }
modules-question-error-stem-empty = Write the question.
modules-question-error-points = Give a whole number of points from 1 to { $max }.
modules-question-error-options-few = Give at least two options.
modules-question-error-options-many = Give at most { $max } options.
modules-question-error-option-empty = Option { $n } has no text. Write one, or remove it.
modules-question-error-option-twice = Options { $n } and { $m } say the same.
modules-question-error-correct-one = Mark exactly one option as right.
modules-question-error-correct-some = Mark at least one option as right.
modules-question-error-truth = Choose true or false.
modules-question-error-accepted = Give at least one accepted answer.
modules-question-error-value = Give a number, for example 72 or 0.5.
modules-question-error-tolerance = Give 0 or a positive number.
modules-question-error-kind = Choose one of the five kinds.
