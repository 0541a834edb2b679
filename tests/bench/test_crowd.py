from itertools import cycle

from tests.bench.crowd import READ, SAVE, Crowd, Turn, take_turn


def refuse():
    raise ConnectionResetError("cut")


def turn(answers, *, errors=()):
    return Turn(seconds={READ: [0.01], SAVE: [0.01] * (answers - 1)}, errors=list(errors), lasted=1)


def crowd(*, ours, floor=10, errors=(), lost=0, at_least=0.6):
    return Crowd("", [turn(ours, errors=errors)], [turn(floor)], acknowledged=9, lost=lost, at_least=at_least)


def test_everybody_stays_until_the_end_whatever_she_meets():
    seen = take_turn([cycle([(READ, lambda: None), (SAVE, refuse)]) for _person in range(3)], seconds=0.05)

    assert len(seen.seconds[READ]) > 3
    assert len(seen.errors) > 3
    assert set(seen.errors) == {"enregistrement : ConnectionResetError('cut')"}


def test_the_goal_is_a_throughput_without_error_nor_loss():
    assert crowd(ours=6).is_met
    assert not crowd(ours=5).is_met
    assert not crowd(ours=6, errors=["cut"]).is_met
    assert not crowd(ours=6, lost=1).is_met


def test_without_a_goal_nothing_may_be_lost_all_the_same():
    assert crowd(ours=1, at_least=None).is_met
    assert not crowd(ours=9, at_least=None, lost=1).is_met
