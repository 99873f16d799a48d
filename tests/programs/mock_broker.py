"""A message broker for the tests' Milvus cluster: it speaks Kafka's protocol and keeps everything
in memory, some 5 MB a partition. Run as a program, it prints its address.
"""

from confluent_kafka import Producer

if __name__ == "__main__":
    producer = Producer({"test.mock.num.brokers": 1, "log_level": 0})
    (broker,) = producer.list_topics(timeout=10).brokers.values()
    print(f"{broker.host}:{broker.port}", flush=True)
    while True:
        producer.poll(1)
