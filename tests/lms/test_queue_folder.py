"""The queue in a folder: whatever lies in it, the next message is heard."""

import pytest
from celery import current_app
from kombu import Connection, Exchange, Queue

WHOLE = '{"body": "e30=", "properties": {"delivery_tag": "1", "body_encoding": "base64"}}'
BROKEN = (
    "",
    WHOLE[:40],
    "[]",
    "null",
    "{}",
    WHOLE.replace("e30=", "e"),
    '{"properties": 7}',
    "\xff",
)
QUEUE = Queue("work", Exchange("work"), routing_key="work")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "queue"


@pytest.fixture
def connection(folder):
    folder.mkdir()
    options = {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(folder / "control"),
    }
    current_app.loader.import_default_modules()
    with Connection("filesystem://localhost", transport_options=options) as connection:
        yield connection
        connection.transport.state.clear()


def send(connection, body):
    with connection.Producer() as producer:
        producer.publish(body, exchange=QUEUE.exchange, routing_key="work", declare=[QUEUE])


def receive(connection):
    with connection.SimpleQueue(QUEUE) as queue:
        message = queue.get(block=True, timeout=3)
        message.ack()
        return message.payload


def test_messages_come_in_the_order_in_which_they_were_sent(connection):
    for number in range(3):
        send(connection, number)
    assert [receive(connection) for _ in range(3)] == [0, 1, 2]


@pytest.mark.parametrize("content", BROKEN)
def test_a_broken_message_is_put_aside_and_told_and_the_next_is_heard(
    connection, folder, caplog, content
):
    broken = folder / "00_first.work.msg"
    broken.write_text(content, encoding="latin-1")
    send(connection, "whole")
    assert receive(connection) == "whole"
    aside = broken.with_name(broken.name + ".unreadable")
    assert aside.read_text(encoding="latin-1") == content
    assert str(broken) in caplog.text


def test_a_message_that_cannot_be_written_leaves_nothing_for_workers(connection, folder):
    send(connection, "first")
    receive(connection)
    folder.chmod(0o500)
    try:
        with pytest.raises(connection.channel_errors):
            connection.default_channel._put("no/such/queue", {})
    finally:
        folder.chmod(0o700)
    assert list(folder.glob("*.msg")) == []


@pytest.mark.parametrize("content", ["", '[["work", "", "wo', "7"])
def test_a_broken_table_of_queues_is_made_anew(connection, folder, caplog, content):
    send(connection, "first")
    (folder / "control" / "work.exchange").write_text(content)
    send(connection, "second")
    assert [receive(connection), receive(connection)] == ["first", "second"]
    assert "work.exchange" in caplog.text
