### What learners see: home, player, quiz, result, certificates.

## Chrome

learn-nav-home = My learning

## Home

learn-home-title = Hello { $name }
learn-home-lead =
    { $n ->
        [one] { $n } module is open.
       *[other] { $n } modules are open.
    }
learn-home-lead-late =
    { $n ->
        [one] { $n } module is late. Start with it.
       *[other] { $n } modules are late. Start with the first.
    }
learn-continue-title = Continue
learn-continue-where = Next: { $unit }
learn-continue-button = Continue
learn-continue-button-name = Continue { $module }
learn-continue-start = Start
learn-continue-start-name = Start { $module }
learn-continue-attempt = A quiz is running. It ends at { $time }.
learn-continue-attempt-open = A quiz is waiting for you to hand it in.
learn-continue-attempt-button = Back to the quiz
learn-due-title = To do
learn-due-caption = Modules assigned to you
learn-due-col-module = Module
learn-due-col-state = State
learn-due-col-due = Due
learn-due-col-action = Action
learn-due-date = Due { $date }
learn-due-none = No due date
learn-due-today = Due today
learn-due-tomorrow = Due tomorrow
learn-due-in =
    { $n ->
        [one] Due in { $n } day
       *[other] Due in { $n } days
    }
learn-due-late =
    { $n ->
        [one] { $n } day late
       *[other] { $n } days late
    }
learn-due-group = For everybody in { $group }
learn-due-person = Assigned by { $name }
learn-state-not-started = Not started
learn-state-in-progress = { $done } of { $total } units
learn-state-finished = Finished on { $date }
learn-done-title = Finished
learn-done-again = Read again
learn-home-empty-title = Nothing is assigned to you yet
learn-home-empty-text = When something is, you get an email and it appears here.
learn-home-all-done-title = Everything assigned to you is finished
learn-home-all-done-text = You can read every module again whenever you like.
learn-home-certificates = Certificates
learn-home-certificates-all = All certificates
learn-privacy-title = Who sees what
learn-privacy-text = Your administrators and the instructors of your groups see which modules you finished, when, and your results.
learn-privacy-not = They do not see your single answers.

## Module and player

learn-player-back = My learning
learn-player-units = Units
learn-player-units-label = Units of this module
learn-player-unit = Unit { $n }
learn-player-unit-of = Unit { $n } of { $total }
learn-player-unit-done = finished
learn-player-unit-quiz = Quiz
learn-player-minutes =
    { $n ->
        [one] { $n } minute to read
       *[other] { $n } minutes to read
    }
learn-player-next = Continue
learn-player-next-quiz = On to the quiz
learn-player-finish = Finish the module
learn-player-saved = Your place is saved.
learn-player-done-title = Module finished
learn-player-done-text = You finished “{ $module }” on { $date }.
learn-player-done-certificate-soon = You find your certificate under “Certificates”, at most a minute later.
learn-player-not-assigned-title = This module is not assigned to you
learn-player-not-assigned-text = Ask your administrator if you need it.
learn-player-rule-page = Counts as read once the page is open.
learn-player-rule-quiz = Finished when you pass.

## Before a quiz

learn-quiz-intro-title = Before you start
learn-quiz-intro-questions =
    { $n ->
        [one] { $n } question
       *[other] { $n } questions
    }, points in all: { $points }
learn-quiz-intro-pass = You pass with { $percent } of the points.
learn-quiz-intro-time =
    { $n ->
        [one] You have { $n } minute from the moment you start. The clock goes on when you leave.
       *[other] You have { $n } minutes from the moment you start. The clock goes on when you leave.
    }
learn-quiz-intro-no-time = There is no time limit. You can leave and come back.
learn-quiz-intro-attempts =
    { $n ->
        [one] You have { $n } attempt.
       *[other] You have { $n } attempts.
    }
learn-quiz-intro-attempts-left =
    { $n ->
        [0] No attempt is left.
        [one] { $n } attempt is left.
       *[other] { $n } attempts are left.
    }
learn-quiz-intro-attempts-free = You can try as often as you like.
learn-quiz-intro-saved = Each answer is saved as you give it.
learn-quiz-start = Start the quiz
learn-quiz-start-again = Try again
learn-quiz-resume = Back to the open attempt
learn-quiz-no-attempts-title = No attempt is left
learn-quiz-no-attempts-text = Ask your instructor or administrator what comes next.
learn-quiz-attempts-title = Your attempts
learn-quiz-attempt-number = Attempt { $n }
learn-times-zone = Times are those of { $zone }.

## In a quiz

learn-quiz-leave = Leave, my answers stay
learn-quiz-question = Question { $n }
learn-quiz-question-of = Question { $n } of { $total }
learn-quiz-points =
    { $n ->
        [one] { $n } point
       *[other] { $n } points
    }
learn-quiz-kind-single-choice = choose one
learn-quiz-kind-multiple-response = choose all that are right
learn-quiz-kind-true-false = true or false
learn-quiz-kind-short-text = write one or a few words
learn-quiz-kind-number = write a number
learn-quiz-true = True
learn-quiz-false = False
learn-quiz-answer-text = Your answer
learn-quiz-answer-number = Your number
learn-quiz-answer-number-hint = Digits, with a point or a comma for decimals.
learn-quiz-flag = Flag this question to look at again
learn-quiz-previous = Back
learn-quiz-next = Save and continue
learn-quiz-review = Review and hand in
learn-quiz-time-until = until { $time }
learn-quiz-stale-title = This attempt is open elsewhere
learn-quiz-stale-text = A newer answer came from another window. Load the question again to go on here.
learn-quiz-stale-button = Continue here
learn-quiz-hint = Each answer is saved when you move on. You can leave and come back.
learn-quiz-hint-until = Each answer is saved when you move on. You can leave and come back until { $time }.

## Question map

learn-map-title = Your answers
learn-map-label = Question map
learn-map-question = Question
learn-map-answered = answered
learn-map-open = not answered
learn-map-current = current
learn-map-flagged = flagged
learn-map-legend-answered = Answered, { $n }
learn-map-legend-current = You are here
learn-map-legend-flagged = Flagged, { $n }
learn-map-legend-open = Open, { $n }

## Review and hand in

learn-review-title = Review and hand in
learn-review-lead = After you hand in, answers cannot be changed.
learn-review-all = All questions are answered.
learn-review-open =
    { $n ->
        [one] { $n } question has no answer yet.
       *[other] { $n } questions have no answer yet.
    }
learn-review-flagged =
    { $n ->
        [one] { $n } question is flagged.
       *[other] { $n } questions are flagged.
    }
learn-review-caption = Your answers
learn-review-col-question = Question
learn-review-col-state = State
learn-review-col-action = Action
learn-review-change = Change
learn-review-change-name = Change the answer to question { $n }
learn-review-submit = Hand in
learn-review-back = Back to the questions

## Result

learn-result-title = Result
learn-result-passed = Passed
learn-result-failed = Not passed
learn-result-passed-text = You reached { $percent }. { $pass } were needed.
learn-result-failed-text = You reached { $percent }. { $pass } are needed.
learn-result-score = { $score } of { $max } points
learn-result-score-label = Points
learn-result-percent-label = Result
learn-result-time-label = Time
learn-result-handed-in = Handed in on { $date } at { $time }
learn-result-expired = The time ran out on { $date } at { $time }. What was saved until then counted.
learn-result-running = Another attempt is running.
learn-result-late-answers =
    { $n ->
        [one] { $n } answer came after the end and did not count.
       *[other] { $n } answers came after the end and did not count.
    }
learn-result-questions = Question by question
learn-result-question-right = Right
learn-result-question-partly = Partly right
learn-result-question-wrong = Not right
learn-result-question-empty = No answer
learn-result-question-points = { $points } of { $max }
learn-result-your-answer = Your answer
learn-result-right-answer = Right answer
learn-result-feedback = Feedback
learn-result-certificate = Open certificate
learn-result-try-again = Try again
learn-result-read-again = Read the module again
learn-result-continue = Continue
learn-result-home = Back to my learning

## Certificates

learn-certificates-title = My certificates
learn-certificates-lead = Sealed PDFs. Anybody you give the code to can check them, without an account.
learn-certificates-count =
    { $n ->
        [0] No certificate yet
        [one] { $n } certificate
       *[other] { $n } certificates
    }
learn-certificates-caption = Your certificates
learn-certificates-col-module = Module
learn-certificates-col-issued = Issued
learn-certificates-col-until = Valid until
learn-certificates-col-state = State
learn-certificates-col-code = Code
learn-certificates-col-action = Action
learn-certificates-open-end = No end
learn-certificates-valid = Valid
learn-certificates-expired = Expired on { $date }
learn-certificates-revoked = Revoked on { $date }
learn-certificates-download = Download PDF
learn-certificates-making = The PDF is being made. It is ready within a minute.
learn-certificates-verify = Public page
learn-certificates-empty-title = No certificate yet
learn-certificates-empty-text = You get one for each module with a quiz, when you have read all its pages and passed.
learn-certificates-empty-action = To my modules

learn-player-left =
    { $n ->
        [one] About { $n } minute of reading is left.
       *[other] About { $n } minutes of reading are left.
    }
learn-player-unit-done-text = This unit is finished. The best result counts.

## Refusals

refused-no-attempts-left = No attempt is left at this quiz. Ask your instructor or administrator what comes next.
refused-not-assigned = This module is not assigned to you. Ask your administrator if you need it.
refused-attempt-ended = This attempt has ended. The answer is kept, but it does not count.
refused-answers-many = A question takes 2,000 answers at most. The last one that was saved counts.
refused-attempt-open = This attempt is not over yet. Hand it in first.
refused-stale-answer = This attempt is open elsewhere, and a newer answer came from there. Load the question again to continue here.
