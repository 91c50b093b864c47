### Modules, units and the quiz editor.

## List

modules-title = Modules
modules-lead = A module is a row of pages and quizzes. People see it once it is published and assigned.
modules-new = New module
modules-table-caption = Modules of this workspace
modules-col-title = Module
modules-col-language = Language
modules-col-units = Units
modules-col-state = State
modules-col-changed = Changed
modules-col-action = Action
modules-units =
    { $n ->
        [0] No unit
        [one] { $n } unit
       *[other] { $n } units
    }
modules-questions =
    { $n ->
        [0] No question
        [one] { $n } question
       *[other] { $n } questions
    }
modules-open = Open
modules-edit = Edit
modules-assign = Assign
modules-preview = Preview as learner
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
modules-state-changed = Published, with changes since

## New module and details

modules-new-title = New module
modules-new-lead = A title is enough to begin. Pages are saved while you write.
modules-field-title = Title
modules-field-title-hint = Stands on the learner’s list and on the certificate.
modules-field-language = Language of the module
modules-field-language-hint = For screen readers and hyphenation.
modules-field-summary = Summary
modules-field-summary-hint = One or two sentences: what people can do afterwards.
modules-create = Create module
modules-cancel = Cancel
modules-save = Save

## Editor

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
modules-unit-field-title = Title of the unit
modules-unit-field-body = Text
modules-unit-move-up-name = Move { $name } up
modules-unit-move-down-name = Move { $name } down
modules-unit-remove = Remove unit
modules-unit-remove-title = Remove “{ $name }”?
modules-unit-remove-text = It disappears from the draft. Published versions and results keep it.
modules-unit-reading-time =
    { $n ->
        [one] about { $n } minute to read
       *[other] about { $n } minutes to read
    }
modules-preview-title = Preview
modules-preview-label = Preview of the page
modules-preview-hint = This is how learners see it.
modules-preview-empty = Nothing to show yet.
modules-preview-banner = Preview. Nothing you do here counts or is kept.
modules-preview-leave = Back to the editor

## Publication

modules-publish-text = A published version is kept as it is, for ever. You can go on editing the draft and publish again.
modules-publish-confirm = Publish version { $n }
modules-published-version = Version { $n }, published on { $date } by { $name }
modules-published-never = Not published yet
modules-publish-check-title = Before you can publish
modules-publish-check-units = Add at least one unit.
modules-publish-check-body = Write a text for “{ $name }”.
modules-publish-check-questions = Add at least one question to “{ $name }”.
modules-publish-nothing = Nothing has changed since version { $n }.

## Quiz settings

modules-quiz-settings = Rules of this quiz
modules-quiz-settings-save = Save rules
modules-quiz-settings-frozen = New rules count for attempts that start after the module is published again.
modules-quiz-pass = Pass mark in percent
modules-quiz-pass-hint = Share of the points needed to pass, from 0 to 100.
modules-quiz-attempts = Attempts
modules-quiz-attempts-hint = Leave it empty for as many as people like.
modules-quiz-time = Time limit in minutes
modules-quiz-time-hint = Leave it empty for no limit. The server’s clock counts, also when the window is closed.
modules-quiz-shuffle-questions = Mix the order of the questions
modules-quiz-shuffle-options = Mix the order of the options
modules-quiz-shuffle-hint = Each attempt gets its own order and keeps it.

## Questions

modules-questions-title = Questions
modules-questions-sum =
    { $n ->
        [one] { $n } question
       *[other] { $n } questions
    }, { $points } in all
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
modules-question-option-text = Text of option { $n }
modules-question-option-short = Option { $n }
modules-question-option-correct = Option { $n } is right
modules-question-option-add = Add an option
modules-question-option-remove = Remove option { $n }
modules-question-true = True
modules-question-false = False
modules-question-truth = The statement is
modules-question-accepted = Accepted answers
modules-question-accepted-hint = One per line. Spaces at the ends and inside do not matter.
modules-question-value = Right number
modules-question-tolerance = Tolerance
modules-question-tolerance-hint = 0 asks for the exact number; 2 also accepts two more or two less.
modules-question-feedback = Feedback
modules-question-feedback-hint = Learners read it after they have handed in. Say why, and where to read again.
modules-question-save = Save question
modules-question-remove = Remove question { $n }
modules-question-right = Right
modules-question-plus-minus = { $value }, give or take { $tolerance }
modules-question-version = Wording { $n }

## Pages of authors

modules-col-unit = Unit
modules-col-kind = Kind
modules-col-size = Length
modules-col-version = Version
modules-version-none = Not published
modules-filter-label = Find modules
modules-filter-clear = Show all
modules-new-next = What comes next
modules-new-step-units = Write pages and quizzes
modules-new-step-preview = Look at it as a learner
modules-new-step-publish = Publish the first version
modules-new-step-assign = Assign it to people or groups
modules-unit-add-title = New unit
modules-unit-add-hint = Give it a title, then choose what it is.
modules-unit-no-text = No text yet
modules-unit-remove-name = Remove { $name }
modules-publication-title = Publication
modules-publish-ready = Ready to publish
modules-published-more =
    { $n ->
        [one] and { $n } older version
       *[other] and { $n } older versions
    }
modules-marks-label = Markdown:
modules-mark-heading = heading
modules-mark-strong = bold
modules-mark-emphasis = emphasis
modules-mark-list = list
modules-mark-steps = numbered steps
modules-mark-quote = quotation
modules-mark-link = link
modules-mark-table = table
modules-preview-place = Unit { $n } of { $of }
modules-preview-minutes = { $n } min
modules-preview-pass = Passed from { $percent }
modules-preview-limit = { $time } at most
modules-preview-answer = Your answer
modules-preview-answer-number = Your answer as a number
modules-quiz-shuffle = Order
modules-quiz-no-limit = No limit
modules-question-back = Back to the quiz
modules-question-new-title = New question
modules-question-edit-title = Edit question
modules-question-edit-lead = Saving makes a new wording. It counts for attempts that start after the module is published again; the others keep the one they have.
modules-question-options-one = Mark the one that is right. Rows without a text are left out.
modules-question-options-some = Mark every one that is right. A wrong pick takes the credit of a right one away. Rows without a text are left out.
modules-question-option-new = Text of the new option
modules-question-option-new-correct = The new option is right
modules-question-case = Capital letters matter
modules-question-case-hint = “pH” is then right, “PH” is not.
modules-question-value-hint = Up to 20 decimal places, compared exactly.
modules-question-save-another = Save and write another
modules-question-up = Move question { $n } up
modules-question-down = Move question { $n } down
modules-question-remove-title = Remove question { $n }?
modules-question-remove-text = It is not asked any more. Attempts that have begun, and their results, keep it.

## Just done

flash-module-created = The module was created. Now add its first unit.
flash-module-published = The module is published. Nobody has it before you assign it.
flash-unit-removed = The unit was removed from the draft.
flash-quiz-saved = The rules were saved. They count for attempts that start after the module is published again.
flash-question-saved = The question was saved.
flash-question-removed = The question was removed.

## What is wrong with a field, and why something is refused

field-line-long = Shorten this: it does not fit into one line of the list.
field-text-long = This text is too long. Shorten it, or split it in two.
field-characters = There is a character in it that cannot be shown. Type it again instead of pasting.
field-module-language = Choose one of the languages in the list.
field-unit-kind = Choose whether it is a page or a quiz.
field-not-of-kind = This does not belong here.
field-order = Something was added or removed meanwhile. Reload the page.
field-pass-percent = Give a whole number from 0 to 100.
field-attempts-allowed = Give a whole number from 1 to 100, or leave it empty.
field-time-limit = Give a number of minutes from 0.5 to 1,440, or leave it empty.
field-question-kind = Choose one of the five kinds.
field-kind-kept = The kind of a question stays. Remove it and write a new one.
field-points = Give a whole number of points from 1 to 100.
field-options-few = Give at least two options.
field-options-many = Give at most 20 options.
field-option-twice = Another option says the same.
field-correct-one = Mark exactly one option as right.
field-correct-some = Mark at least one option as right.
field-truth = Choose true or false.
field-accepted-none = Give at least one accepted answer.
field-accepted-many = Give at most 50 accepted answers.
field-not-a-number = Write a number, for example 72 or 0.5.
field-tolerance-negative = Give 0 or a positive number.
field-answers-many = This question has had as many answers as it takes. The last one that was saved counts.
field-answer-kind = This question is answered in another way.
field-unknown-option = Pick options of this question.
field-one-option = Pick one option.
refused-changed-elsewhere = Somebody else, or you in another window, has saved this since you read it. Read it as it stands now, then send again. What you may have typed is still here.
refused-unit-removed = This page was removed in another window or by somebody else while you were writing. Your text is still here: copy what you need into another page.
refused-question-removed = This question was removed in another window or by somebody else while you were writing. Your text is still here: save it to add it as a new question.
modules-unit-removed = Removed page
modules-changed-open = Open what is saved now in a new tab
refused-module-full = A module has at most 200 units. Make a second one.
refused-quiz-full = A quiz has at most 200 questions. Make a second one.
