from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from deskbreak import paths
from deskbreak.errors import DeskbreakError
from deskbreak.paths import UnsafeFolder, make_private, make_state_folder, runtime_folder, socket_path


def test_xdg_folders_are_used_where_they_are_absolute() -> None:
    environ = {"HOME": "/home/me", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "relative", "XDG_RUNTIME_DIR": "/r"}
    assert paths.config_folder(environ) == "/c/deskbreak"
    assert paths.state_folder(environ) == "/home/me/.local/state/deskbreak"
    assert socket_path(environ) == "/r/deskbreak/control.sock"


def test_our_own_variables_win() -> None:
    environ = {f"DESKBREAK_{name}_DIR": f"/x/{name}" for name in ("CONFIG", "STATE", "RUNTIME")}
    environ |= {"XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s", "XDG_RUNTIME_DIR": "/r"}
    found = paths.config_folder(environ), paths.state_folder(environ), runtime_folder(environ)
    assert found == ("/x/CONFIG", "/x/STATE", "/x/RUNTIME")


def test_a_user_without_a_home_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_: int) -> None:
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", nobody)
    with pytest.raises(DeskbreakError, match="set HOME"):
        paths.config_folder({})
    assert paths.config_folder({"DESKBREAK_CONFIG_DIR": "/x"}) == "/x"


def test_system_folders_come_in_their_order() -> None:
    assert paths.system_config_folders({"XDG_CONFIG_DIRS": "/a:relative:/b"}) == ["/a/deskbreak", "/b/deskbreak"]
    assert paths.system_config_folders({}) == ["/etc/xdg/deskbreak"]


def test_without_a_session_variable_the_sessions_own_folder_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "_is_ours", lambda folder: folder == f"/run/user/{os.getuid()}")
    assert runtime_folder({}) == f"/run/user/{os.getuid()}/deskbreak"


def test_without_a_session_it_is_a_folder_of_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "_is_ours", lambda _: False)
    assert runtime_folder({}) == f"/tmp/deskbreak-{os.getuid()}"
    assert runtime_folder({"TMPDIR": "/t"}) == f"/t/deskbreak-{os.getuid()}"
    assert runtime_folder({"TMPDIR": "/" + "t" * 100}) == f"/tmp/deskbreak-{os.getuid()}"


def test_a_session_folder_too_long_for_a_socket_is_passed_over() -> None:
    assert runtime_folder({"XDG_RUNTIME_DIR": "/" + "r" * 100, "TMPDIR": "/t"}).startswith("/t/")


def test_a_chosen_folder_too_long_for_a_socket_is_an_error() -> None:
    folder = "/" + "x" * (paths.SOCKET_PATH_BYTES - len("/control.sock") - 1)
    assert len(socket_path({"DESKBREAK_RUNTIME_DIR": folder})) == paths.SOCKET_PATH_BYTES
    with pytest.raises(DeskbreakError, match="too long"):
        socket_path({"DESKBREAK_RUNTIME_DIR": folder + "é"})


def test_a_private_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert make_private(str(folder)) == str(folder)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder.parent)] == [0o700, 0o700]
    make_private(str(folder))


def test_an_open_folder_is_refused_with_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o750)
    with pytest.raises(UnsafeFolder, match="chmod 700"):
        make_private(str(folder))


def test_a_link_is_refused_even_to_a_good_folder(tmp_path: Path) -> None:
    (tmp_path / "good").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "good")
    with pytest.raises(UnsafeFolder, match="link"):
        make_private(str(tmp_path / "link"))


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnsafeFolder):
        make_private(str(tmp_path / "file"))


def test_somebody_elses_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir(mode=0o700)
    monkeypatch.setattr(paths, "own_uid", lambda: os.geteuid() + 1)
    with pytest.raises(UnsafeFolder, match="belongs to user"):
        make_private(str(folder))


def test_a_folder_that_cannot_be_made_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DeskbreakError, match="cannot be created"):
        make_private(str(tmp_path / "file" / "below"))


def test_the_state_folder_may_be_one_that_others_can_read(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    folder.chmod(0o755)
    assert make_state_folder({"DESKBREAK_STATE_DIR": str(folder)}) == str(folder)
    fresh = make_state_folder({"DESKBREAK_STATE_DIR": str(tmp_path / "new")})
    assert stat.S_IMODE(Path(fresh).stat().st_mode) == 0o700
