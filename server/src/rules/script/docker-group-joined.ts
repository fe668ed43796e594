// A script puts a user into the group that commands the engine.
import { scriptRule } from '../../rule/rule';
import { groupsJoined } from '../../shell/groups-joined';

export default scriptRule({
  id: 'docker-group-joined',
  title: 'Command puts a user into the group docker',
  severity: 'info',
  confidence: 'high',
  category: 'privilege',
  recommended: false,
  references: [{ cis: '1.1.2' }, { cwe: 250 }],
  docs: {
    why: 'The group `docker` is root by another name: whoever is in it starts a container that mounts the whole disk of the host, without a password and without a line in a log. Put nobody into it who may not be root anyway; for everyone else there is the engine without root, or `sudo` for the commands that are needed.',
    bad: '#!/bin/sh\nsudo usermod -aG docker "$USER"\ndocker run hello-world:linux\n',
    good: '#!/bin/sh\ndockerd-rootless-setuptool.sh install\ndocker run hello-world:linux\n',
    limits: 'By the name of the group: `docker`. Groups that a variable holds count as far as the script sets it.',
  },
  *command({ command, rangeOf, textOf }) {
    const joined = groupsJoined(command);
    if (!joined || !textOf(joined.groups).split(',').includes('docker')) return;
    yield {
      range: rangeOf(joined.groups),
      message: 'whoever is in this group is root on the machine; leave it to those who may be, or go rootless',
    };
  },
});
