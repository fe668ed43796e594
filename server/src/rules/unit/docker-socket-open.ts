// The unit of Docker's socket lets everybody, or a group of many, command the daemon.
import { unitRule } from '../../rule/rule';

export default unitRule({
  id: 'docker-socket-open',
  title: "Unit opens Docker's socket to others",
  severity: 'error',
  confidence: 'high',
  category: 'privilege',
  recommended: true,
  references: [{ cis: '3.16' }, { cis: '3.15' }, { cwe: 732 }],
  docs: {
    why: 'Who may write to the socket of Docker is root on the host: one request starts a container that sees all its files. Only root and the group `docker` should, by `SocketMode=0660`; and nobody over the network.',
    bad: '[Socket]\nListenStream=/run/docker.sock\nSocketMode=0666\n',
    good: '[Socket]\nListenStream=/run/docker.sock\nSocketMode=0660\nSocketGroup=docker\n',
    limits: 'Only units that name Docker or Podman are read.',
  },
  *file({ values }) {
    const streams = values.filter(({ section, key }) => section === 'Socket' && key === 'ListenStream');
    if (!streams.some(({ value }) => /docker|podman|(?:^|:)237[56]$/.test(value))) return;
    for (const { section, key, value, range } of values) {
      if (section !== 'Socket') continue;
      if (key === 'SocketMode' && /^[0-7]*[2367]$/.test(value)) {
        yield { range, message: 'every user of this machine is root on the host by this socket; write 0660' };
      }
      if (key === 'SocketGroup' && MANY.test(value)) {
        yield { range, message: `everybody in '${value}' is root on the host by this socket; write docker` };
      }
      if (key !== 'ListenStream') continue;
      const [, host = '', port] = /^(?:(.*):)?(\d+)$/.exec(value) ?? [];
      if (port === undefined) continue;
      yield {
        range,
        message: `whoever reaches port ${port}${host && ` of ${host}`} commands the daemon without a password; take it out`,
      };
    }
  },
});

const MANY = /^(?:users|staff|everyone|nogroup|nobody|www-data|sudo|wheel|admin)$/;
