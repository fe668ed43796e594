// The server as a Node process of its own: what the editor starts.
import { AUDIT_HOST, type HostAuditAnswer } from '../../protocol/host-audit';
import { nodeFileSystem } from './cli/node-file-system';
import { tuneV8 } from './cli/tune-v8';
import { bundledImageFacts } from './image/facts';
import { connectionOfArguments } from './lsp/node-connection';
import { startServer } from './lsp/server';
import { everyRule } from './rules/every';
import { version } from './version';

tuneV8('server');

// Of the client that started this process; for no other program that is started from it.
const { HULLWRIGHT_PROXY: proxy } = process.env;
delete process.env.HULLWRIGHT_PROXY;

const connection = connectionOfArguments();
startServer(connection, {
  version,
  rules: everyRule,
  facts: { images: bundledImageFacts, today: new Date().toISOString().slice(0, 10) },
  fileSystem: nodeFileSystem,
  later: setImmediate,
  openRegistries: async (way) => {
    const [{ machineRegistries }, { givenProxy }] = await Promise.all([
      import('./registry/machine'),
      import('./registry/given-proxy'),
    ]);
    return machineRegistries({ ...way, insecure: new Set(), proxy: givenProxy(proxy) });
  },
});
// Asked for by a command of the editor alone.
connection.onRequest(AUDIT_HOST, async (): Promise<HostAuditAnswer> => {
  const [{ auditedHost }, { countsOf, hostReport }] = await Promise.all([
    import('./cli/host-audit'),
    import('./host/report'),
  ]);
  const audit = auditedHost('/');
  return { hasDocker: audit.hasDocker, ...countsOf(audit), report: hostReport(audit, 'markdown', { version }) };
});
connection.listen();
