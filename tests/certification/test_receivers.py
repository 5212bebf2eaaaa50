from courses.signals import course_completed


def test_a_completed_course_queues_the_issue_of_its_certificate(
    enrolment, monkeypatch, django_capture_on_commit_callbacks
):
    queued = []
    monkeypatch.setattr("people.queue.enqueue", lambda task, pk: queued.append((task, pk)))
    with django_capture_on_commit_callbacks(execute=True):
        course_completed.send(sender=type(enrolment), enrolment=enrolment)
    assert queued == [("certification.tasks.issue", enrolment.pk)]
