from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak.control import protocol
from deskbreak.control.failures import MethodNotFound, error_of, failure_of
from deskbreak.control.protocol import (
    Failure,
    Lines,
    LineTooLong,
    ProtocolError,
    Push,
    Reply,
    decode_message,
    decode_request,
)
from deskbreak.errors import DeskbreakError, NotRunning, Refused, SettingsError, UsageError


def refused(line: bytes) -> ProtocolError:
    with pytest.raises(ProtocolError) as caught:
        decode_request(line)
    return caught.value


def request_line(**fields: object) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": "status", **fields}).encode()


@given(st.lists(st.binary(min_size=1, max_size=20).filter(lambda line: b"\n" not in line and line.strip())), st.data())
def test_lines_come_out_whole_however_the_stream_is_cut(lines: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(line + b"\n" for line in lines)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    decoder = Lines(1000)
    found: list[bytes] = []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found += decoder.feed(stream[start:end])
    assert found == lines


@pytest.mark.parametrize("chunks", [[b"x" * 11], [b"x" * 6, b"x" * 6], [b"x" * 11 + b"\n"], [b"ok\n" + b"x" * 11]])
def test_a_line_over_the_limit_is_refused_before_it_ends(chunks: list[bytes]) -> None:
    decoder = Lines(10)
    *before, last = chunks
    for chunk in before:
        assert decoder.feed(chunk) == []
    with pytest.raises(LineTooLong):
        decoder.feed(last)


def test_empty_lines_are_passed_over() -> None:
    assert Lines(10).feed(b"\n\r\n  \na\n") == [b"a"]


def test_a_request_survives_the_wire() -> None:
    request = decode_request(protocol.encode_request(7, "snooze", {"for": "10m"}))
    assert (request.id, request.method, request.params) == (7, "snooze", {"for": "10m"})


def test_a_request_without_an_id_is_a_notification() -> None:
    assert decode_request(protocol.encode_request(None, "touch")).id is None


def test_params_may_be_left_out() -> None:
    assert decode_request(b'{"jsonrpc": "2.0", "id": "a", "method": "status"}').params == {}


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"hello",
        b"\xff\xfe",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": 1e999}',
        b"[" * 60_000,
        b"9" * 60_000,
    ],
)
def test_what_is_not_json_is_a_parse_error(line: bytes) -> None:
    assert refused(line).code == protocol.PARSE_ERROR


@pytest.mark.parametrize("line", [b"1", b'"x"', b"null", b"true"])
def test_what_is_no_object_is_invalid(line: bytes) -> None:
    assert refused(line).code == protocol.INVALID_REQUEST


def test_a_batch_is_refused_in_words() -> None:
    error = refused(b"[" + request_line() + b"]")
    assert error.code == protocol.INVALID_REQUEST
    assert "batches" in str(error)


@pytest.mark.parametrize("fields", [{"jsonrpc": "1.0"}, {"jsonrpc": 2.0}, {"method": 3}, {"method": None}])
def test_a_request_of_wrong_shape_is_invalid_and_keeps_its_id(fields: dict[str, object]) -> None:
    error = refused(request_line(**fields))
    assert (error.code, error.id) == (protocol.INVALID_REQUEST, 1)


@pytest.mark.parametrize("identity", [None, True, 1.5, [], {}, "x" * 65])
def test_an_id_of_wrong_type_is_invalid(identity: object) -> None:
    error = refused(request_line(id=identity))
    assert (error.code, error.id) == (protocol.INVALID_REQUEST, None)


@pytest.mark.parametrize("params", [[], [1], "x", 1, None])
def test_params_must_be_an_object(params: object) -> None:
    assert refused(request_line(params=params)).code == protocol.INVALID_PARAMS


def test_results_failures_and_pushes_survive_the_wire() -> None:
    result = decode_message(protocol.encode_result(1, {"state": "sitting"}))
    failure = decode_message(protocol.encode_failure(None, Failure(1001, "refused: x", {"reason": "x"})))
    push = decode_message(protocol.encode_push("event", {"event": "break_due"}))
    assert isinstance(result, Reply)
    assert isinstance(failure, Reply)
    assert isinstance(push, Push)
    assert (result.id, result.result, result.failure) == (1, {"state": "sitting"}, None)
    assert failure.failure is not None
    assert (failure.id, failure.failure.code, failure.failure.data) == (None, 1001, {"reason": "x"})
    assert (push.method, push.params) == ("event", {"event": "break_due"})


@pytest.mark.parametrize(
    "line",
    [
        b'{"jsonrpc": "2.0", "id": 1}',
        b'{"id": 1, "result": 2}',
        b'{"jsonrpc": "2.0", "id": 1, "error": "x"}',
        b'{"jsonrpc": "2.0", "id": 1, "error": {"code": "x", "message": "y"}}',
        b'{"jsonrpc": "2.0", "method": 1}',
        b'{"jsonrpc": "2.0", "method": "event", "params": []}',
    ],
)
def test_a_client_refuses_a_malformed_answer(line: bytes) -> None:
    with pytest.raises(ProtocolError):
        decode_message(line)


@given(st.text())
def test_any_text_is_one_line_of_ascii(text: str) -> None:
    line = protocol.encode_push("event", {"text": text})
    assert line.isascii()
    assert line.count(b"\n") == 1
    push = decode_message(line)
    assert push.params["text"] == text  # type: ignore[union-attr]


def test_a_lone_surrogate_survives() -> None:
    push = decode_message(protocol.encode_push("event", {"text": "\ud800"}))
    assert push.params == {"text": "\ud800"}  # type: ignore[union-attr]


@given(st.binary(max_size=200))
def test_garbage_never_raises_anything_but_a_protocol_error(line: bytes) -> None:
    for decode in (decode_request, decode_message):
        with suppress(ProtocolError):
            decode(line)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Refused("stale", "snooze"), Refused),
        (UsageError("for: what?"), UsageError),
        (SettingsError(("a.toml:1: x: no",)), UsageError),
        (MethodNotFound("no method x"), MethodNotFound),
        (DeskbreakError("broken"), DeskbreakError),
        (NotRunning("gone"), DeskbreakError),
    ],
)
def test_an_error_is_the_same_at_the_other_end(error: DeskbreakError, kind: type[DeskbreakError]) -> None:
    back = error_of(failure_of(error))
    assert type(back) is kind
    assert str(back) == str(error)


def test_a_refusal_keeps_reason_and_command() -> None:
    back = error_of(failure_of(Refused("stale", "snooze")))
    assert isinstance(back, Refused)
    assert (back.reason, back.command) == ("stale", "snooze")
