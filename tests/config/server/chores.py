"""Tasks that only tests enqueue."""

from django.tasks import task


@task
def sweep(corner: str) -> str:
    return corner.upper()


@task
def stumble() -> None:
    raise RuntimeError("over the broom")


@task
def tell(words: str) -> None:
    raise RuntimeError(words)
