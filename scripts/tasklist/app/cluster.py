"""The same work on an existing Dask cluster: batches of files go out, what was made of each comes back in order.

A worker of the cluster does what a worker of this machine does, behind the same wall (`readers.pool`), so the bytes of
every output are the same. A batch that the cluster loses is done here. Only a worker with this very program is used.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import platform
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from types import TracebackType
from typing import Any, NamedTuple

from tasklist.app.file_work import FileJob, FileWork, Made, MadeAndFound
from tasklist.files import cache
from tasklist.model.book import Refusal
from tasklist.model.errors import UserError
from tasklist.readers.limits import Allowance
from tasklist.readers.pool import Pool, Source, content_of

BATCH = 32  # files: enough that sending them costs little, few enough that no worker is waited for long
_AHEAD = 3  # batches given out for every thread of the cluster
_SECONDS = 20.0  # until a scheduler answers
_LIBRARIES = ("python-calamine", "xlrd", "lxml", "olefile", "msoffcrypto-tool", "rapidfuzz")  # what reading rests on
_INSTALL = "pip install -r scripts/requirements-cluster.txt"


class SentFile(NamedTuple):
    """A file on its way to a worker."""

    name: str
    data: bytes
    job: FileJob


Outcomes = list[Made | MadeAndFound | Refusal]


def worker_version() -> str:
    """What a worker must be the same in: the program, its Python and the libraries that read."""
    return " ".join((cache.own_files().hex(), platform.python_version(), *map(_installed, _LIBRARIES)))


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"


def work_on(expected: str, work: FileWork, passwords: tuple[str, ...], files: Sequence[SentFile]) -> Outcomes | str:
    """What a worker of the cluster makes of a batch; its own version when that is not the one expected."""
    if worker_version() != expected:
        return worker_version()
    # Dask marks its workers so that multiprocessing refuses them children: ours end with the batch.
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    return here(work, passwords, files, workers=1)


def here(work: FileWork, passwords: tuple[str, ...], files: Sequence[SentFile], *, workers: int) -> Outcomes:
    """What is made of a batch in the worker processes of one machine."""
    with Pool(work, workers, passwords, prepare=work.prepare) as pool:
        return list(pool.make_all((one.name, partial(bytes, one.data), one.job) for one in files))


class Cluster:
    """The workers of a Dask cluster in the place of a pool. `workers`: of this machine, for what the cluster loses.

    `ahead`: how many files may be given out at once.

    Raises UserError where the cluster cannot be used at all: what is configured is done, or said not to be.
    """

    def __init__(self, address: str, work: FileWork, workers: int, passwords: tuple[str, ...]) -> None:
        self._address, self._workers = address, workers
        self._work, self._passwords = work, passwords
        self._client: Any = None  # the library has no types
        self._shared: Any = None
        self.ahead = BATCH
        self.spent: dict[str, float] = {}  # what a file took elsewhere is not known here

    def __enter__(self) -> Cluster:
        self._client = _client(self._address)
        try:
            self._refuse_others(self._client.run(worker_version, on_error="return"))
            self._shared = self._client.scatter(self._work, broadcast=True)
            self.ahead = BATCH * _AHEAD * max(1, sum(self._client.nthreads().values()))
        except UserError:
            self._client.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(Exception):  # a scheduler that is gone needs no farewell
            self._client.close()

    def _refuse_others(self, versions: dict[str, object]) -> None:
        """Raises UserError when there is no worker, or one of another version."""
        if not versions:
            raise UserError(
                f"engine.dask 写的集群 {self._address} 上没有工作进程，请先启动，或清空 engine.dask 在本机做。"
            )
        for address, said in versions.items():
            if said != worker_version():
                raise UserError(self._other(address))

    def _other(self, address: str) -> str:
        return (
            f"集群里的 {address} 上装的程序（或 Python、读表的软件包）与本机不是同一版，结果可能不同，没有使用；"
            "请把那台机器换成同一版，或清空 engine.dask 在本机做。"
        )

    def make_all(
        self, files: Iterable[tuple[str, Source, FileJob]], allowance: Allowance | None = None
    ) -> Iterator[Made | MadeAndFound | Refusal]:
        """What was made of every (name, function that gives the bytes, job), in the order given, or a Refusal.

        `allowance`: of files that came in one, which together cost no more than a file; they are read here.
        """
        if allowance:
            with Pool(self._work, self._workers, self._passwords, prepare=self._work.prepare) as pool:
                yield from pool.make_all(files, allowance)
            return
        with self._client.get_executor() as executor:
            give: Callable[[Sequence[SentFile]], Future[Outcomes | str]] = partial(
                executor.submit, work_on, worker_version(), self._shared, self._passwords
            )
            going: deque[_Batch] = deque()
            batches = _batches(files)
            while going or (going := deque(map(partial(_sent, give), islice(batches, self.ahead // BATCH)))):
                yield from self._outcomes(going.popleft())
                going.extend(map(partial(_sent, give), islice(batches, 1)))

    def _outcomes(self, batch: _Batch) -> Iterator[Made | MadeAndFound | Refusal]:
        """What came of a batch, with what could not even be read here in its place."""
        made: Any = None
        with contextlib.suppress(Exception):  # workers that die, a scheduler that goes: the batch is done here
            made = batch.future.result() if batch.future else []
        if isinstance(made, str):
            raise UserError(self._other(self._address))
        if made is None:
            made = here(self._work, self._passwords, batch.sent, workers=self._workers)
        following = iter(made)
        yield from (next(following) if one is None else one for one in batch.at_once)


class _Batch(NamedTuple):
    """Files given out together. `at_once`: in order, a Refusal for what cannot be read, None for what was sent."""

    future: Future[Outcomes | str] | None
    sent: Sequence[SentFile]
    at_once: Sequence[Refusal | None]


def _batches(files: Iterable[tuple[str, Source, FileJob]]) -> Iterator[list[tuple[str, Source, FileJob]]]:
    coming = iter(files)
    while batch := list(islice(coming, BATCH)):
        yield batch


def _sent(
    give: Callable[[Sequence[SentFile]], Future[Outcomes | str]], files: Sequence[tuple[str, Source, FileJob]]
) -> _Batch:
    contents = [(name, content_of(source), job) for name, source, job in files]
    sent = [SentFile(name, data, job) for name, data, job in contents if isinstance(data, bytes)]
    at_once = [data if isinstance(data, Refusal) else None for _, data, _ in contents]
    return _Batch(give(sent) if sent else None, sent, at_once)


def _client(address: str) -> Any:  # noqa: ANN401  the library has no types
    """A connection to the scheduler. Raises UserError when there is none, or nothing to make one with."""
    try:
        import distributed  # noqa: PLC0415  a cluster is rare, and the package is large
    except ImportError as error:
        raise UserError(
            f"engine.dask 要用的软件包没有装，请先运行 {_INSTALL}，或清空 engine.dask 在本机做。"
        ) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions: what matters is compared and said in our own words
            client: Any = distributed.Client  # has no types
            return client(address, timeout=_SECONDS, set_as_default=False, name="tasklist")
    except (OSError, ValueError) as error:
        raise UserError(
            f"engine.dask 写的集群 {address} 连不上，请查看地址和调度进程，或清空 engine.dask 在本机做。"
        ) from error
