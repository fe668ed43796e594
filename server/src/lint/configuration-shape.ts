// What `.hullwright.yaml` can say, of the rules that there are: read by it, and its JSON Schema.
import { withSuggestion } from '../dockerfile/validate/suggest';
import { isMirror } from '../image/mirrors';
import { REQUIREMENTS } from '../image/policy';
import { configurableNotices, invalidDockerfile } from '../rule/notices';
import type { OptionSpec, OptionSpecs, OptionValue } from '../rule/options';
import type { RuleInfo } from '../rule/rule';
import { LEVELS } from './configuration';
import { PROFILES } from './profile';
import { RuleIds } from './rule-ids';
import * as shape from './shape';
import { list, object, record } from './shape-of-many';

const PATTERNS =
  'Patterns such as `ghcr.io`, `ghcr.io/acme/*`, `docker.io/library/*`, `*.example.com` and `docker.io/library/python:3.*`.';

export type ConfigurationShape = ReturnType<typeof configurationShape>;

export function configurationShape(rules: readonly RuleInfo[]) {
  const infos = [...rules, ...configurableNotices];
  const ids = new RuleIds(infos);
  const silenced = [...infos, invalidDockerfile];
  const silencedIds = new RuleIds(silenced);
  const id: shape.Shape<string> = {
    schema: { enum: silenced.map((info) => info.id) },
    takes: 'a rule',
    read(node, tell) {
      const written = shape.text.read(node, tell);
      const current = written === undefined ? undefined : silencedIds.current(written);
      if (written !== undefined && current === undefined) tell(node.range, silencedIds.unknown(written));
      return current;
    },
  };
  const suppression = object(
    {
      rule: shape.described(id, 'The rule that is silenced.'),
      path: shape.described(shape.text, 'A glob, relative to the folder of this file.'),
      line: shape.described(shape.lineNumber, 'Only on this line, counted from 1.'),
      reason: shape.described(shape.text, 'Why it is accepted.'),
      until: shape.placed(shape.described(shape.date, 'The last day on which it is accepted.')),
    },
    ['rule', 'path'],
  );
  return object({
    extends: shape.placed(
      shape.described(
        shape.text,
        'Another configuration, relative to this file and inside the workspace. This file counts more.',
      ),
    ),
    profile: shape.described(shape.choice(PROFILES), 'Which rules check a file.'),
    rules: shape.described(rulesShape(infos, ids), 'By rule: a severity, off, or a severity with options.'),
    ignore: shape.described(
      list(shape.text),
      'Globs of files that are not checked, relative to the folder of this file.',
    ),
    suppress: shape.described(list(shape.placed(suppression)), 'Findings that are accepted.'),
    requireReason: shape.described(shape.flag, 'Report what is silenced without saying why.'),
    registries: shape.described(
      object({
        allow: shape.described(list(shape.text), `Images that may be used; all others are reported. ${PATTERNS}`),
        block: shape.described(list(shape.text), `Images that may not be used, whatever is allowed. ${PATTERNS}`),
        insecure: shape.described(
          list(shape.text),
          'Registries that are reached without TLS, or with any certificate, and without a login.',
        ),
        mirrors: shape.described(
          record(() => MIRRORS, { type: 'object', additionalProperties: MIRRORS.schema }),
          'By registry (`docker.io`), or the beginning of a name in one (`ghcr.io/acme`): hosts that are asked before it, such as `mirror.example.com/hub`. What stands behind that beginning is looked for there.',
        ),
        replace: shape.described(
          record(() => shape.text, { type: 'object', additionalProperties: { type: 'string' } }),
          'What takes the place of images: a mirror, or another base. `docker.io/*: mirror.example.com/hub/*` keeps names, tags and digests.',
        ),
      }),
      'Where images come from.',
    ),
    images: shape.described(
      object({
        pin: shape.described(shape.choice(REQUIREMENTS), 'Whether every image must be pinned to a digest.'),
        provenance: shape.described(
          shape.choice(REQUIREMENTS),
          'Whether every image must have a signature or an attestation. Only what a registry was asked for is reported.',
        ),
        keys: shape.described(
          list(shape.placed(shape.text)),
          'Files with public keys of cosign (PEM), relative to this file and inside the workspace: signatures are checked with them. With `provenance: required`, one of them must have signed every image.',
        ),
        maxAge: shape.described(
          shape.number,
          'How many days old an image may be. Only what a registry was asked for is reported.',
        ),
      }),
      'What every image must have.',
    ),
  });
}

const MIRRORS = list(shape.textLike('a registry, such as mirror.example.com/hub', isMirror));

function rulesShape(infos: readonly RuleInfo[], ids: RuleIds) {
  const shapes = new Map(infos.map((info) => [info.id, ruleShape(info)]));
  const known = Object.fromEntries(
    infos.map(({ id, title }) => [id, { description: title, ...shapes.get(id)?.schema }]),
  );
  const old = infos.flatMap(({ id, aliases = [] }) =>
    aliases.map((alias) => [alias, { description: `Now ${id}.`, deprecated: true, ...shapes.get(id)?.schema }]),
  );
  const properties = { ...known, ...Object.fromEntries(old) };
  return record((key) => shapes.get(ids.current(key) ?? '') ?? ids.unknown(key), {
    type: 'object',
    properties,
    additionalProperties: false,
  });
}

const level = shape.choice(LEVELS);

function ruleShape({ options = {} }: RuleInfo) {
  const withOptions = object({ severity: level, options: optionsShape(options) });
  // A key that nothing can be said under is not offered; it is read, to say so.
  const offered = Object.keys(options).length > 0 ? withOptions : object({ severity: level });
  return shape.either(level, { ...withOptions, schema: offered.schema });
}

function optionsShape(specs: OptionSpecs): shape.Shape<Map<string, OptionValue>> {
  const names = Object.keys(specs);
  const properties = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      name,
      { description: spec.description, ...OPTION_SHAPES[spec.kind].schema, default: spec.default },
    ]),
  );
  const unknown = (key: string): string =>
    names.length === 0 ? 'this rule has no options' : withSuggestion(`there is no option '${key}'`, key, names);
  return record<OptionValue>(
    (key) => {
      const spec = Object.hasOwn(specs, key) ? specs[key] : undefined;
      return spec ? OPTION_SHAPES[spec.kind] : unknown(key);
    },
    { type: 'object', properties, additionalProperties: false },
  );
}

const OPTION_SHAPES: Readonly<Record<OptionSpec['kind'], shape.Shape<OptionValue>>> = {
  numbers: list(shape.number),
  strings: list(shape.text),
  number: shape.number,
  text: shape.text,
  boolean: shape.flag,
};
