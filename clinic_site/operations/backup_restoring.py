"""Brings a backup back into an empty place, on either kind of database, and proves that it is whole."""

import os
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from clinic_site.content import indexing, verifying
from clinic_site.generation import models as generation
from clinic_site.images import storage
from clinic_site.operations import backup_archive, backup_kept, backup_media, backup_rows, backup_seal, edition
from clinic_site.operations.backup_faults import BackupFault
from clinic_site.operations.backup_taking import flush_folder
from clinic_site.review import recall_faults


@dataclass
class Restored:
    """`faults` are those that verification found: the backup holds the record as it was, faults included."""

    manifest: dict
    faults: list[str] = field(default_factory=list)
    has_secret_key: bool = False

    @property
    def rows(self) -> int:
        return sum(table["rows"] for table in self.manifest["tables"].values())


def check(path: Path) -> dict:
    """The manifest, when the file and the pictures beside it are whole. Raises BackupFault otherwise."""
    refuse_no_file(path)
    key = backup_seal.key_of(settings.BACKUP_KEY)
    manifest = backup_archive.read(path, key)
    for name, said in manifest["beside"].items():
        backup_kept.content_of(path.parent, name, said, key)
    return manifest


def refuse_no_file(path: Path) -> None:
    """Such as a pipe, which would be waited for without end."""
    if path.exists() and not path.is_file():
        raise BackupFault(_("%(file)s is no file. Name the backup itself.") % {"file": path})


def restore(path: Path) -> Restored:
    """Reads the whole backup before anything is changed; a database of its own name appears when everything is in it.

    Raises BackupFault when the place is not empty, the backup is damaged or of a newer release.
    """
    refuse_full_place()
    manifest = check(path)
    refuse_newer(manifest)
    refuse_other_pictures(manifest)
    restored = Restored(manifest)
    put_pictures(path, manifest)
    if connection.vendor == "sqlite":
        fill_file(path, restored)
    else:
        with transaction.atomic(durable=True):
            fill_database(path, restored)
    return restored


def refuse_full_place() -> None:
    if connection.introspection.table_names():
        where = connection.settings_dict["NAME"]
        message = _("The database %(name)s is not empty, and restoring never overwrites one. Move the file away (it is"
                    " your evidence), or name another CLINIC_DATA, then try again.")  # fmt: skip
        if connection.vendor != "sqlite":
            message = _("The database %(name)s is not empty, and restoring never overwrites one. Make another"
                        " (createdb --owner clinic clinic2), name it in DATABASE_URL, then try again.")  # fmt: skip
        raise BackupFault(message % {"name": where})


def refuse_newer(manifest: dict) -> None:
    known = set(MigrationExecutor(connection).loader.disk_migrations)
    unknown = [".".join(name) for name in manifest["migrations"] if tuple(name) not in known and is_ours(name[0])]
    if unknown:
        message = _("The backup is of a newer release than this program (it knows %(migration)s). Install that release,"
                    " then restore with it.")  # fmt: skip
        raise BackupFault(message % {"migration": unknown[0]})


def is_ours(app: str) -> bool:
    """A squashed or dropped migration of a package may be unknown to a later release of it."""
    return app in {model._meta.app_label for model in backup_rows.tables().values()}


def refuse_other_pictures(manifest: dict) -> None:
    """Those of the same backup may be there already: an earlier try was interrupted."""
    known = set(manifest["beside"]) | {name.removeprefix(f"{backup_media.FOLDER}/") for name in manifest["members"]}
    root = Path(settings.MEDIA_ROOT)
    # One that is being written begins with a dot.
    other = [path for path in root.rglob("[!.]*") if os.path.isfile(path)
             and path.relative_to(root).as_posix() not in known]  # fmt: skip
    if other:
        message = _("%(folder)s holds files that are not of this backup, such as %(file)s. Move the folder away, then"
                    " try again.")  # fmt: skip
        raise BackupFault(message % {"folder": root, "file": backup_media.legible(other[0].name)})


def put_pictures(path: Path, manifest: dict) -> None:
    key = backup_seal.key_of(settings.BACKUP_KEY)
    for name, said in manifest["beside"].items():
        put_picture(name, backup_kept.content_of(path.parent, name, said, key))

    def take(name: str, content: bytes) -> None:
        if name.startswith(f"{backup_media.FOLDER}/"):
            put_picture(name.removeprefix(f"{backup_media.FOLDER}/"), content)

    backup_archive.read(path, key, take)


def put_picture(name: str, content: bytes) -> None:
    if not backup_archive.may_lie_in_media(name):
        raise backup_archive.damaged(Path(name))
    put_whole(Path(settings.MEDIA_ROOT) / name, content)
    shared, (folder, _slash, file) = storage.bucket(), name.rpartition("/")
    if shared and folder == "pictures" and not shared.exists(file):
        shared.save(file, ContentFile(content))


def put_whole(path: Path, content: bytes, mode: int = 0o644) -> None:
    """What is there already with the same content is left as it is."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    storage.write_whole(path, content, mode)


def fill_file(path: Path, restored: Restored) -> None:
    """Beside the place of the database; the whole file is then moved there."""
    known = connections.settings["default"]
    place = Path(connection.settings_dict["NAME"])
    unfinished = place.with_name(f"{place.name}.restoring")
    forget(unfinished)
    connection.close()
    known["NAME"] = connection.settings_dict["NAME"] = unfinished
    try:
        fill_database(path, restored)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except BaseException:
        connection.close()
        forget(unfinished)
        raise
    finally:
        connection.close()
        known["NAME"] = connection.settings_dict["NAME"] = place
    forget(place)  # an empty file that somebody's look has made
    os.replace(unfinished, place)
    flush_folder(place.parent)


def forget(file: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + end).unlink(missing_ok=True)


def fill_database(path: Path, restored: Restored) -> None:
    executor = MigrationExecutor(connection)
    state = executor.migrate(last_of(executor.loader.graph, restored.manifest["migrations"]))
    with transaction.atomic():
        put_rows(path, restored, backup_rows.tables(state.apps))
    call_command("migrate", verbosity=0, interactive=False)
    finish()
    restored.faults = [*verifying.faults(), *recall_faults.faults(),
                       *verifying.faults_against(restored.manifest["heads"])]  # fmt: skip


def last_of(graph, migrations: list[list[str]]) -> list[tuple[str, str]]:
    """Of each app the migration that it had reached: asked for an earlier one, Django would go back."""
    reached = {tuple(name) for name in migrations} & set(graph.nodes)
    after = {node: {child.key for child in graph.node_map[node].children} & reached for node in reached}
    return sorted(node for node in reached if not any(app == node[0] for app, _name in after[node]))


def put_rows(path: Path, restored: Restored, known: dict) -> None:
    """Every row, with every rule of the database in force. Raises BackupFault when they don't fit into its tables."""
    told, counted = restored.manifest["tables"], {}
    for model in known.values():
        with connection.cursor() as cursor:  # what migrations put there is in the backup too
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608, own names

    def take(name: str, content: bytes) -> None:
        part = backup_archive.PART.fullmatch(name)
        if name == backup_archive.SECRET_KEY:
            restored.has_secret_key = keep_secret_key(content)
        elif part:
            label = part[1]
            rows = backup_archive.lines_in(content)
            counted[label] = counted.get(label, 0) + backup_rows.put(known[label], told[label]["columns"], rows)

    try:
        backup_archive.read(path, backup_seal.key_of(settings.BACKUP_KEY), take)
        connection.check_constraints()
    except (KeyError, IntegrityError) as fault:
        message = _("The backup does not fit the tables of this release (%(fault)s). Install the release it was made"
                    " with, restore there, then update.")  # fmt: skip
        raise BackupFault(message % {"fault": fault}) from fault
    if {label: one["rows"] for label, one in told.items() if one["rows"]} != counted:
        raise backup_archive.damaged(path)
    backup_rows.count_on(list(known.values()))


def keep_secret_key(content: bytes) -> bool:
    """False when the environment names another: that one counts."""
    own = settings.DATA_DIR / "secret_key"
    if os.environ.get("CLINIC_SECRET_KEY", "").strip():
        return False
    own.unlink(missing_ok=True)
    put_whole(own, content, 0o600)
    return sha256(own.read_bytes()).digest() == sha256(content).digest()


def finish() -> None:
    """What depends on this machine and moment is made anew; pages that another database published are taken away."""
    edition.take_down()
    generation.Tick.objects.update(holder="", held_until=None)
    with transaction.atomic():
        generation.move()
    indexing.rebuild()
