"""The wiring of one worker process: adapters, then what uses them, then the routes."""

import logging
import os
from threading import Thread
from typing import Any

from flask import Flask

from driftline_worker import __version__
from driftline_worker.attempts.attempts import Attempts
from driftline_worker.attempts.job import run
from driftline_worker.attempts.stages import Tools
from driftline_worker.attempts.staging import RedisStaging
from driftline_worker.config import Config, StoreConfig
from driftline_worker.deployment.quarantine import Quarantine
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.logs import keys
from driftline_worker.metrics import Metrics
from driftline_worker.models.repository import ModelRepository
from driftline_worker.models.version import EncodingLike
from driftline_worker.provider import require
from driftline_worker.reference.references import references
from driftline_worker.sequences.checker import SequenceChecker, check_letters
from driftline_worker.serving.announcer import Announcer
from driftline_worker.serving.app import Parts, create_app
from driftline_worker.status.broker import AmqpBroker
from driftline_worker.status.publisher import StatusPublisher
from driftline_worker.store import StoreMissing
from driftline_worker.store.entries import entry_key
from driftline_worker.store.mirror import Mirror
from driftline_worker.tracing.traces import traces_of
from driftline_worker.watchdog.watch import Watch

LOG = logging.getLogger(__name__)

DRAIN, FLUSH = 1.0, 0.6
"""Seconds for running jobs to end, and for what they said to be confirmed."""
HAND_OVER = 6.0
"""Seconds for a gateway to fetch what a process with hung work gives back; one asks for the load every two."""
STUCK = 70
"""Status of a process that ends itself. Not gunicorn's 3 or 4: those would end its master, which starts the next."""


class Worker:
    """Everything of one process; makes threads when started, so never before a fork."""

    def __init__(self, config: Config, bind: str) -> None:
        self._config = config
        encodings: dict[str, EncodingLike] = dict(ENCODINGS)
        metrics = Metrics()
        self._traces = traces_of(config.tracing)
        self._staging = RedisStaging(config.redis_url)
        self._publisher = StatusPublisher(AmqpBroker(config.amqp_url, config.worker_id), metrics)
        self._mirror = _mirror_of(config.store, metrics) if config.store else None
        fetched = self._mirror.folder if self._mirror else None
        self._models = ModelRepository(config.models, encodings, provider=config.provider, fetched=fetched)
        tools = Tools(self._staging, SequenceChecker(), self._models, encodings, metrics)
        self._attempts = self._attempts_with(tools, config)
        self._parts = Parts(
            worker_id=config.worker_id,
            token=config.token,
            attempts=self._attempts,
            staging=self._staging,
            publisher=self._publisher,
            checker=tools.checker,
            models=self._models,
            encodings=encodings,
            metrics=metrics,
            quarantine=Quarantine(config.models, self._models, mirror=self._mirror),
            traces=self._traces,
        )
        self._announcer = Announcer(config, bind, self._described) if config.gateways else None

    def _attempts_with(self, tools: Tools, config: Config) -> Attempts:
        return Attempts(
            lambda attempt: run(attempt, tools),
            self._publisher.say,
            self._staging,
            tools.metrics,
            config.slots,
            config.backlog,
            watch=Watch(tools.metrics, config.patience),
            on_stuck=lambda: Thread(target=self._replace, name="replacement", daemon=True).start(),
            traces=self._traces,
        )

    def require_provider(self) -> None:
        """Raise `ProviderError` unless networks run on what was asked for; on a device some are made now to see."""
        require(self._config.provider)
        if self._config.provider != "cpu":
            self._models.warm()

    def start(self) -> Flask:
        """Connect in the background and return the application at once."""
        self._publisher.start()
        self._attempts.start()
        Thread(target=self._warm, name="warm-up", daemon=True).start()
        if self._mirror:
            self._mirror.start()
        if self._announcer:
            self._announcer.start()
        LOG.info("worker started", extra=keys(worker=self._parts.worker_id, version=__version__))
        return create_app(self._parts)

    def leave(self) -> None:
        """Take nothing more on, say so, and let what was taken end for as long as the settings say."""
        self._attempts.take_no_more()
        if self._announcer:
            self._announcer.leave()
        self._attempts.wait_idle(self._config.drain)

    def stop(self) -> None:
        """End or call off what runs, publish what was said, and disconnect."""
        if self._announcer:
            self._announcer.close()
        if self._mirror:
            self._mirror.close()
        self._attempts.close(DRAIN)
        self._publisher.close(FLUSH)
        self._staging.close()
        self._traces.close(FLUSH)
        LOG.info("worker stopped", extra=keys(worker=self._parts.worker_id))

    def _described(self) -> dict[str, Any]:
        """Return what an announcement says of the worker beside where it is."""
        versions = [version.manifest for version in self._models.versions()]
        return {
            "id": self._parts.worker_id,
            "version": __version__,
            "slots": self._attempts.load.slots,
            "models": [{"name": each.name, "version": each.version} for each in versions],
        }

    def _replace(self) -> None:
        """Hand over and end this process, hung threads and all; gunicorn's master starts another."""
        try:
            self._attempts.hand_over(DRAIN, HAND_OVER)
            self._publisher.close(FLUSH)
            self._traces.close(FLUSH)
            LOG.error("worker process ends, to be replaced", extra=keys(worker=self._parts.worker_id))
        finally:
            os._exit(STUCK)

    def _warm(self) -> None:
        try:
            for reference in references().values():
                check_letters(reference.target)
            self._models.warm()
        except Exception:
            LOG.exception("warm-up met an unexpected fault; jobs will meet it too")


def _mirror_of(config: StoreConfig, metrics: Metrics) -> Mirror:
    """Return the copies of a store; raises `StoreMissing` when its client is not installed."""
    try:
        from driftline_worker.store.bucket import Bucket
    except ImportError as missing:
        raise StoreMissing(
            f"DRIFTLINE_MODEL_STORE is set, and the package {missing.name} is missing: "
            "install requirements-store.txt, or leave the setting out"
        ) from missing
    bucket = Bucket(config.address, config.plain)
    return Mirror(bucket, config.cache / "models", config.room, entry_key(config.key), metrics)
