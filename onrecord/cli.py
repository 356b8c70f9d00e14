"""The command line: arguments, exit codes, progress. Standard output is for results alone."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
import msgspec
from click.core import ParameterSource

from onrecord import __version__, engine, pipeline, site
from onrecord.evaluate import Evaluation
from onrecord.files import printable
from onrecord.pool import pool
from onrecord.problems import InputError, OnrecordError, Problem, PublishError, UsageError
from onrecord.publish.staging import check_output, check_place
from onrecord.publish.store import opened
from onrecord.record import encode, to_json, to_tagged
from onrecord.settling import public
from onrecord.sources.ids import id_from_path

T = TypeVar("T")
_FOLDER = click.Path(file_okay=False, readable=False, path_type=Path)  # whether it can be read is seen when it is
_NAMED = 200  # errors, and warnings, printed before "and N more"
_ALIKE = 5  # warnings that say the same printed before "and N more": a folder of pictures is one mistake


class _Commands(click.Group):
    """`build.py --output x` is `build.py build --output x`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = ("--help", "-h", "--version")
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = ["build", *args]
        return super().parse_args(ctx, args)


def _say(line: str) -> None:
    click.echo(line, err=True)


def _tell(problems: Iterable[Problem]) -> None:
    """Print problems, errors last so that they stay in sight, and of warnings that say the same the first few."""
    ordered = sorted(problems, key=lambda problem: (problem.path, problem.line or 0))
    said: Counter[str] = Counter()
    warnings = []
    for problem in ordered:
        if problem.level == "warning":
            said[problem.message] += 1
            if said[problem.message] <= _ALIKE:
                warnings.append(problem)
    _name(warnings)
    for message, count in said.items():
        if count > _ALIKE:
            _say(f"warning: {Problem('', None, f'… and {count - _ALIKE} more: {message}')}")
    _name([problem for problem in ordered if problem.level == "error"])


def _name(problems: Sequence[Problem]) -> None:
    for problem in problems[:_NAMED]:
        _say(f"{problem.level}: {problem}")
    if len(problems) > _NAMED:
        _say(f"… and {len(problems) - _NAMED} more {problems[0].level}s")


def _track(items: Iterable[T], label: str, length: int) -> Iterator[T]:
    """A progress bar on a terminal, nothing elsewhere: the closing line tells the count."""
    with click.progressbar(items, length, label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield from bar


def _waiting() -> None:
    _say("Another build is writing the same site; waiting for it to end …")


def _content(context: click.Context, option: click.Parameter, folder: Path | None) -> Path | None:
    """The folder of what the curator adds: only the usual one may be missing, for one that was named is meant."""
    usual = context.get_parameter_source(option.name or "") is ParameterSource.DEFAULT
    if folder is None or usual or folder.is_dir():
        return folder
    hint = "Make it, or name another with --content."
    raise UsageError(Problem(printable(folder), None, "there is no such folder of what the curator adds", hint))


_INPUTS = (
    click.option("--seeds", type=_FOLDER, default=Path("seeds"), show_default=True, help="Folder of sources."),
    click.option(
        "--content",
        type=_FOLDER,
        callback=_content,
        default=Path("content"),
        show_default=True,
        help="What the curator adds.",
    ),
    click.option("--output", type=_FOLDER, default=Path("site"), show_default=True, help="Where the site goes."),
)


_CACHE = click.option(
    "--cache", type=_FOLDER, default=Path(".onrecord"), show_default=True, help="Where to keep what is made."
)


def _with_inputs(command: Any) -> Any:
    for option in reversed(_INPUTS):
        command = option(command)
    return command


def _seeds(folder: Path) -> Path:
    if not folder.is_dir():
        hint = "Make it, or name another with --seeds."
        raise UsageError(Problem(printable(folder), None, "there is no such folder of sources", hint))
    return folder


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="onrecord")
def commands() -> None:
    """Turn a folder of sources into a site that shows who said what.

    Without a command, `build` is meant.
    """


@contextmanager
def _standing(output: Path) -> Iterator[None]:
    """Tell of problems that stop a build, and last what there is now."""
    try:
        yield
    except (InputError, PublishError) as error:
        _tell(error.problems)
        there = f"the previous one stands: {output / 'index.html'}" if site.is_there(output) else "there is none yet."
        _say(f"No site was built; {there}")
        sys.exit(error.exit_code)


@commands.command()
@_with_inputs
@click.option("--keep-going", is_flag=True, help="Publish what is sound although some input has errors; exit 1.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes to annotate on; 0: by the size of the work.")
@_CACHE
@click.option("--fresh", is_flag=True, help="Take nothing from the cache; begin it anew.")
@click.option("--no-search", is_flag=True, help="Leave the search out.")
@click.option("--check-links", is_flag=True, help="Also check every link and id of the site.")
def build(
    seeds: Path,
    content: Path,
    output: Path,
    keep_going: bool,
    jobs: int,
    cache: Path,
    fresh: bool,
    no_search: bool,
    check_links: bool,
) -> None:
    """Build the site."""
    inputs = site.Inputs(_seeds(seeds), content)
    check_place(output, (*inputs.folders(), cache))
    with opened(cache, engine.fingerprint(), fresh=fresh) as store, _standing(output):
        built = site.build(
            inputs,
            output,
            keep_going=keep_going,
            jobs=jobs,
            search="none" if no_search else "now",
            store=store,
            track=_track,
            waiting=_waiting,
        )
    if store.trouble:
        _say(f"warning: {store.path}: the cache was not used: {store.trouble}")
    problems = list(built.problems)
    if check_links:
        from onrecord.publish import links  # noqa: PLC0415 -- it loads a parser that nothing else here needs

        problems += links.check(site.published(output))
    _tell(problems)
    _say(
        f"{built.sources} {'source' if built.sources == 1 else 'sources'}, {built.files} files "
        f"({built.written.written} written, {built.written.kept} unchanged): {output / 'index.html'}"
    )
    _leave(1 if pipeline.errors(problems) else 0)


@commands.command()
@_with_inputs
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@_CACHE
def serve(seeds: Path, content: Path, output: Path, port: int, cache: Path) -> None:
    """Preview the site on this machine; rebuild and reload on every change."""
    from onrecord import preview  # noqa: PLC0415 -- a server that no other command wants to wait for

    preview.serve(site.Inputs(_seeds(seeds), content), output, port, cache, _say)


@commands.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["jsonl", "json", "tagged"]), default="jsonl", show_default=True)
@click.option("--content", type=_FOLDER, callback=_content, help="Apply this registry, these corrections and metadata.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes to annotate on; 0: by the size of the work.")
@click.option(
    "--seeds", type=_FOLDER, help="Take ids from the place below this folder (else `seeds` beside --content)."
)
def annotate(paths: tuple[Path, ...], form: str, content: Path | None, jobs: int, seeds: Path | None) -> None:
    """Print the record of each source, in path order: all that is marked in it."""
    dossier = _seeds(seeds) if seeds else content.parent / "seeds" if content else None
    with pool(jobs) as executor:
        reading = pipeline.read(paths, content, seeds=dossier, executor=executor, track=_track)
        assembled = pipeline.assemble(reading, executor=executor)
    _tell(assembled.problems)
    for chunk in _printed(assembled, form):
        sys.stdout.buffer.write(chunk)
    sys.stdout.flush()
    sys.exit(1 if pipeline.errors(assembled.problems) else 0)


def _printed(assembled: pipeline.Assembled, form: str) -> Iterator[bytes]:
    """The records in one of the forms of `annotate`, piece by piece."""
    entities = assembled.names.entities
    if form == "json":
        every = [to_json(record, entities) for record in assembled.records]
        yield msgspec.json.format(msgspec.json.encode(every), indent=1) + b"\n"
        return
    for record in assembled.records:
        if form == "tagged":
            # an id that the path gives is another one where the print is put elsewhere, and the same in its own place
            own_id = record.source.id != id_from_path(record.source.path)
            yield to_tagged(record, entities, own_id).encode()
        else:
            yield encode(record, entities) + b"\n"


@commands.command()
@_with_inputs
def check(seeds: Path, content: Path, output: Path) -> None:
    """Check sources, registry, corrections and the addresses of `static/`; build nothing."""
    inputs = site.Inputs(_seeds(seeds), content)
    check_output(output, inputs.folders())
    with pool(0) as executor:
        reading = pipeline.read([seeds], content, executor=executor, track=_track)
        assembled = pipeline.assemble(reading, show=public(reading.curation.settings), executor=executor)
    problems = [*assembled.problems, *site.collisions(inputs, assembled)]
    _tell(problems)
    failed = pipeline.errors(problems)
    counts = ((len(reading.entries), "source"), (len(failed), "error"), (len(problems) - len(failed), "warning"))
    _say(", ".join(f"{count} {thing}{'' if count == 1 else 's'}" for count, thing in counts))
    sys.exit(1 if failed else 0)


@commands.command("evaluate")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, path_type=Path))
@click.option("--errors", type=click.IntRange(0), default=0, help="Show so many of each kind of difference.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def evaluate_command(folder: Path, errors: int, as_json: bool) -> None:
    """Measure the marks found against the inline tags in DIR: precision, recall, F1, and whether confidence holds."""
    result = pipeline.measure(folder)
    click.echo(_as_json(result) if as_json else _as_table(result))
    shown: Counter[tuple[str, bool]] = Counter()
    for difference in result.disagreements:
        shown[difference.row, difference.missed] += 1
        if shown[difference.row, difference.missed] <= errors:
            words = " ".join(difference.words.split())[:100]
            click.echo(f"{'missed' if difference.missed else 'false'} {difference.row}: {difference.source}: {words}")


def _as_json(result: Evaluation) -> str:
    rows = {score.name: [score.right, score.found, score.expected] for score in result.scores}
    return msgspec.json.format(msgspec.json.encode(rows), indent=1).decode()


def _as_table(result: Evaluation) -> str:
    """Both tables: the measures in per cent, then how often marks of each confidence were right."""
    lines = [f"{'':36}{'precision':>10}{'recall':>8}{'F1':>7}{'found':>8}{'wanted':>8}"]
    for score in result.scores:
        shares = f"{100 * score.precision:10.1f}{100 * score.recall:8.1f}{100 * score.f1:7.1f}"
        if not score.found and not score.expected:
            shares = f"{'–':>10}{'–':>8}{'–':>7}"  # nothing to be found is no failure to find it
        lines.append(f"{score.name:36}{shares}{score.found:8}{score.expected:8}")
    lines += ["", f"{'confidence':36}{'marks':>10}{'right, %':>10}{'told, %':>9}"]
    for decile in result.calibration:
        told = f"{decile.low:.1f} to {decile.low + 0.1:.1f}"
        right = 100 * decile.right / decile.marks
        lines.append(f"{told:36}{decile.marks:10}{right:10.1f}{100 * decile.believed:9.1f}")
    return "\n".join(lines)


@commands.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run style, type and behaviour tests; ARGUMENTS go to pytest, and with them only pytest runs."""
    import subprocess  # noqa: PLC0415 -- nothing else here needs it

    python = [sys.executable, "-m"]
    steps = [] if arguments else [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]]
    steps.append(["pytest", *(arguments or ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadgroup"])])
    failed = [step[0] for step in steps if subprocess.run([*python, *step], cwd=site.ROOT, check=False).returncode]
    if failed:
        _say(f"failed: {', '.join(dict.fromkeys(failed))}")
    sys.exit(1 if failed else 0)


def main() -> None:
    """Run a command; problems with the input are told without a traceback."""
    gc.enable()  # `build.py` waits with it until all is loaded
    gc.set_threshold(200_000)  # records make no cycles: looking for some took 40 % of the time at 2,000 sources
    for name in ("stdout", "stderr"):  # closed by whoever called (`>&-`): what is said goes nowhere
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 -- as long as the process
    try:
        commands(standalone_mode=False, prog_name="build.py")
    except OnrecordError as error:
        _tell(error.problems)
        sys.exit(error.exit_code)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted")
        sys.exit(130)
    except BrokenPipeError:  # `… annotate | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:  # a full disk behind `… annotate > file`, a folder taken away meanwhile
        _end(f"{error.strerror or error}", "", error.filename)
    except (RuntimeError, MemoryError) as error:
        from concurrent.futures import BrokenExecutor  # noqa: PLC0415 -- loaded where one was raised

        if not isinstance(error, BrokenExecutor | MemoryError):
            raise
        ended = "a process that worked on the sources was ended from outside, as systems do when memory runs short"
        _end("memory ran out" if isinstance(error, MemoryError) else ended, "One process needs less: --jobs 1.")


def _leave(code: int) -> NoReturn:
    """End at once: Python would take half a second to take apart what ten thousand sources left in memory."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _end(message: str, hint: str, path: object = None) -> NoReturn:
    """Tell of what came from the system, and let go of what could not be written."""
    name = printable(Path(os.fsdecode(path))) if isinstance(path, str | bytes) else ""
    try:
        _tell([Problem(name, None, message, hint)])
    finally:
        os._exit(1)
