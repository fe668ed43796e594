// Ports of administration that only the image tells: what listens there where it runs. Nothing asks for a password at first there,
// or for one that everybody knows.

const ADMINISTRATION: readonly (readonly [image: RegExp, port: string, what: string])[] = [
  [/(?:^|\/)(?:wildfly|jboss|jboss-eap[\w-]*)$/, '9990', "WildFly's administration"],
  [/(?:^|\/)(?:glassfish|payara|server-full)$/, '4848', 'the administration of the server'],
  [/(?:^|\/)activemq(?:-classic|-artemis)?$/, '8161', "ActiveMQ's administration"],
  [/(?:^|\/)solr$/, '8983', "Solr's administration"],
  [/(?:^|\/)nacos(?:-server)?$/, '8848', "Nacos' administration"],
  [/(?:^|\/)flink$/, '8081', 'what runs programs on Flink'],
  [/(?:^|\/)emqx$/, '18083', "EMQX's dashboard"],
  [/(?:^|\/)nats$/, '8222', "NATS' monitoring"],
  [/(?:^|\/)(?:mongo-express|redis-commander)$/, '8081', 'the administration of a database'],
  [/(?:^|\/)adminer$/, '8080', 'the administration of a database'],
];

/** In words. `name` is the image's, without its tag. */
export const adminPort = (name: string, target: string | undefined): string | undefined =>
  ADMINISTRATION.find(([image, port]) => port === target && image.test(name))?.[2];
