// An option of the daemon stands in its unit and in daemon.json: it does not start.
import { daemonOfUnit, saidIn } from '../../rule/daemon-beside';
import { unitRule } from '../../rule/rule';

export default unitRule({
  id: 'daemon-option-twice',
  title: 'Option of the daemon given twice',
  severity: 'error',
  confidence: 'high',
  category: 'hygiene',
  recommended: true,
  references: [{ cis: '2.7' }, { cwe: 1188 }],
  docs: {
    why: 'The daemon refuses to start where an option is given on its command line and in `daemon.json`, even with the same value. `hosts` is the usual one: the unit of the package starts it with `-H fd://`. Whoever is in a hurry then takes out what protected it. Leave each option in one of the two places; for `hosts`, write a drop-in that starts the daemon without `-H`.',
    bad: '[Service]\nExecStart=/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock\n',
    files: {
      'daemon.json':
        '{\n  "hosts": ["unix:///var/run/docker.sock", "tcp://127.0.0.1:2376"],\n  "tlsverify": true,\n  "insecure-registries": [],\n  "runtimes": {}\n}\n',
    },
    good: '[Service]\nExecStart=\nExecStart=/usr/bin/dockerd --containerd=/run/containerd/containerd.sock\n',
    limits:
      'Looked at are a `daemon.json` beside the unit, and `docker/daemon.json` in the folder `etc` that it lies in. Silent where `--config-file` names another one.',
  },
  *file({ daemons, values }, { uri, files }) {
    if (daemons.length === 0 || values.some(({ value }) => value.includes('--config-file'))) return;
    const beside = daemonOfUnit(uri, files);
    if (!beside) return;
    const said = new Set(beside.file.root?.properties.map(({ key }) => key));
    for (const { root } of daemons) {
      for (const { key, range } of root?.properties ?? []) {
        if (!said.has(key) || MERGED.has(key)) continue;
        yield {
          range,
          message: `'${key}' stands in daemon.json too, and the daemon does not start with both; take one out`,
          related: saidIn(beside, key, 'here it is given as well'),
        };
      }
    }
  },
});

/** Given in both places they are put together. */
const MERGED: ReadonlySet<string> = new Set(['runtimes']);
