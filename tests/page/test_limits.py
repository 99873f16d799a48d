from page import limits


def test_questions_leave_threads_to_all_else():
    assert limits.ASKING < limits.THREADS // 4
    assert limits.WAITING >= 5 * limits.ASKING
    assert limits.SESSIONS > limits.WAITING
