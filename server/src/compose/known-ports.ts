// Ports of databases, brokers and administration, and the images of databases.
import { once } from '../text/once';
import { type Service, textOf, valueOf } from './model';

const PORTS: ReadonlyMap<string, string> = new Map([
  ['23', 'telnet'],
  ['111', 'the port mapper'],
  ['445', 'a Windows share'],
  ['873', 'rsync'],
  ['1433', 'SQL Server'],
  ['1521', 'Oracle'],
  ['2181', 'ZooKeeper'],
  ['2375', "the engine's API"],
  ['2376', "the engine's API"],
  ['2379', 'etcd'],
  ['2380', 'etcd'],
  ['3306', 'MySQL'],
  ['3389', 'a remote desktop'],
  ['4369', 'the Erlang port mapper'],
  ['5432', 'PostgreSQL'],
  ['5672', 'a message broker'],
  ['5900', 'a remote desktop'],
  ['5984', 'CouchDB'],
  ['6379', 'Redis'],
  ['7000', 'Cassandra'],
  ['7474', 'Neo4j'],
  ['7687', 'Neo4j'],
  ['8086', 'InfluxDB'],
  ['8500', 'Consul'],
  ['9042', 'Cassandra'],
  ['9092', 'Kafka'],
  ['9200', 'Elasticsearch'],
  ['9300', 'Elasticsearch'],
  ['10250', 'the kubelet'],
  ['11211', 'memcached'],
  ['15672', "RabbitMQ's administration"],
  ['27017', 'MongoDB'],
  ['27018', 'MongoDB'],
  ['28015', 'RethinkDB'],
]);

/** What listens on a port of the container, in words; undefined for any other port. */
export const dataPort = (target: string | undefined): string | undefined => PORTS.get(target ?? '');

export const isData = (target: string | undefined): boolean => dataPort(target) !== undefined;

const IMAGES =
  /^(?:.*\/)?(?:postgres|postgis|timescaledb|pgvector|mysql|mariadb|percona|mongo|mongodb|redis|valkey|keydb|memcached|elasticsearch|opensearch|cassandra|scylla|couchdb|influxdb|clickhouse-server|neo4j|etcd|rabbitmq|rethinkdb|cockroach|mssql)(?:[-_][\w.-]+)?(?:[:@]|$)/;

/** By the name of its image. */
export const isDataStore = once((service: Service): boolean => {
  const image = textOf(valueOf(service, 'image')) ?? '';
  return IMAGES.test(image) && !/(?:exporter|express|admin|backup|ui)/.test(image);
});
