"""What is sealed can be opened with its key alone, whole and in order."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_site.operations import backup_seal
from clinic_site.operations.backup_faults import BackupFault
from tests.clinic_site.operations.backups import KEY, OTHER_KEY

OWN, OTHER = backup_seal.key_of(KEY), backup_seal.key_of(OTHER_KEY)
CHUNK = backup_seal.SIZE + backup_seal.TAG
HEAD = len(backup_seal.MAGIC) + backup_seal.SALT


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(backup_seal, "SIZE", 64)


def sealed(content: bytes, key: bytes = OWN) -> bytes:
    file = io.BytesIO()
    stream = backup_seal.writer(file, key)
    stream.write(content[:10])
    stream.write(content[10:])
    backup_seal.finish(stream)
    return file.getvalue()


def opened(content: bytes, key: bytes | None = OWN) -> bytes:
    stream, parts = backup_seal.reader(io.BytesIO(content), key), []
    while part := stream.read(50):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 128, 1000])
def test_it_comes_out_as_it_went_in(small_chunks, size):
    content = bytes(range(256)) * 4

    assert opened(sealed(content[:size])) == content[:size]
    assert content[:32] not in sealed(content)


@pytest.mark.parametrize("end", range(1, 5 * 80, 7))
def test_an_end_that_was_cut_off_is_noticed_wherever_it_was(small_chunks, end):
    content = sealed(b"x" * 64 * 5)

    with pytest.raises(BackupFault, match="not whole"):
        opened(content[: HEAD + end] if end % 2 else content[: HEAD + 80 * (end % 5)])


def test_chunks_can_not_change_places(small_chunks):
    content = sealed(b"a" * 64 + b"b" * 64 + b"c" * 64)
    first, second = content[HEAD : HEAD + 80], content[HEAD + 80 : HEAD + 160]

    with pytest.raises(BackupFault):
        opened(content[:HEAD] + second + first + content[HEAD + 160 :])


@given(place=st.integers(min_value=0, max_value=400))
def test_no_bit_can_be_changed(place):
    content = bytearray(sealed(b"words " * 60))
    place = len(backup_seal.MAGIC) + place % (len(content) - len(backup_seal.MAGIC))
    content[place] ^= 1

    with pytest.raises(BackupFault):
        opened(bytes(content))


def test_another_key_opens_nothing():
    with pytest.raises(BackupFault, match="another key"):
        opened(sealed(b"words"), OTHER)
    with pytest.raises(BackupFault, match="Set CLINIC_BACKUP_KEY"):
        opened(sealed(b"words"), None)


def test_no_two_files_are_sealed_alike():
    assert sealed(b"words") != sealed(b"words")


def test_what_is_not_sealed_is_read_as_it_is():
    assert opened(b"plain words", None) == b"plain words"


@pytest.mark.parametrize("word", ["short", "c2hvcnQ=", "ÄÖÜ" * 20, KEY + "=", " "])
def test_what_is_no_key_is_refused(word):
    with pytest.raises(BackupFault, match="openssl rand -base64 32"):
        backup_seal.key_of(word)


def test_a_key_may_be_written_for_addresses_too():
    assert backup_seal.key_of(KEY.replace("+", "-").replace("/", "_")) == OWN
    assert backup_seal.key_of("") is None
