// A service runs an image from a registry that the daemon of the project does not check.
import { composeImages } from '../../compose/image-uses';
import { textsOf, valueOf } from '../../daemon/model';
import { daemonBeside } from '../../rule/daemon-beside';
import { composeRule } from '../../rule/rule';

export default composeRule({
  id: 'insecure-registry-image',
  title: 'Image from a registry that is not checked',
  severity: 'warning',
  confidence: 'high',
  category: 'supply-chain',
  recommended: true,
  references: [{ cis: '2.5' }, { cis: '4.2' }, { cwe: 295 }],
  docs: {
    why: 'The daemon.json of this project takes images from that registry without a valid certificate, or without TLS at all: whoever stands between the two gives the host another image. Give the registry a certificate, or put its CA into `/etc/docker/certs.d/`; until then a digest in `image` keeps out what is not meant.',
    bad: 'services:\n  web:\n    image: registry.acme.example:5000/web:1.4.2\n',
    files: {
      'etc/docker/daemon.json':
        '{ "insecure-registries": ["registry.acme.example:5000", "10.0.0.0/8", "localhost:5000"] }\n',
    },
    good: 'services:\n  web:\n    image: ghcr.io/acme/web:1.4.2\n',
    limits:
      'By the daemon.json beside the Compose file: `daemon.json`, `docker/daemon.json`, `etc/docker/daemon.json`. Registries on this machine, and images that have a digest, are left alone; networks in that list are not looked through.',
  },
  *project(project, { uri, files }) {
    const { uses, unplaced } = composeImages(project);
    if (uses.length + unplaced.length === 0) return;
    const daemon = daemonBeside(uri, files);
    if (!daemon) return;
    const listed = textsOf(valueOf(daemon.file, 'insecure-registries'));
    for (const { reference, range } of [...uses, ...unplaced]) {
      const host = reference.registry.toLowerCase();
      const entry = listed.find(({ text }) => text.toLowerCase().replace(/^https?:\/\//, '') === host);
      if (!entry || reference.digest !== undefined || LOCAL.test(host)) continue;
      yield {
        range,
        message: `images from '${host}' come unchecked; give it a certificate, or name the digest of the image`,
        related: [{ uri: daemon.uri, range: entry.node.range, message: 'the daemon does not check it' }],
      };
    }
  },
});

const LOCAL = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;
