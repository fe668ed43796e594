// Programs that read a login from a variable by themselves: nobody has to name it on the command line.

export interface Reader {
  readonly names: RegExp;
  readonly programs: readonly string[];
  /** What the arguments hold when it is read, as one text; always without one. */
  readonly when?: RegExp;
}

const NODE = ['npm', 'npx', 'pnpm', 'yarn', 'bun'];
/** Not what runs scripts and settings alone. */
const FETCHES = /^(?!.*\b(?:run|run-script|test|start|build|cache|config|prune|set|get|version)\b)/;
const PYTHON = ['pip', 'pip3', 'uv', 'poetry', 'pdm'];

const READERS: readonly Reader[] = [
  {
    names: /^(?:NPM_(?:AUTH_)?TOKEN|NODE_AUTH_TOKEN|NPM_CONFIG_.*TOKEN|YARN_NPM_AUTH_TOKEN|NPM_PASSWORD|GH_NPM_TOKEN)$/,
    programs: NODE,
    when: FETCHES,
  },
  {
    names:
      /^(?:PIP_\w*(?:TOKEN|PASSWORD)|PYPI_\w*(?:TOKEN|PASSWORD)|POETRY_HTTP_BASIC_\w+|POETRY_PYPI_TOKEN_\w+|UV_INDEX_\w*PASSWORD)$/,
    programs: PYTHON,
  },
  { names: /^BUNDLE_\w+__\w+$/, programs: ['bundle', 'bundler'], when: /^(?:install|update|add|$)/ },
  { names: /^COMPOSER_AUTH$/, programs: ['composer'] },
  { names: /^(?:AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|AWS_ACCESS_KEY_ID)$/, programs: ['aws'] },
  { names: /^(?:GH_TOKEN|GITHUB_TOKEN)$/, programs: ['gh'] },
  { names: /^CARGO_REGISTR(?:Y|IES)_\w*TOKEN$/, programs: ['cargo'] },
  { names: /^(?:HF_TOKEN|HUGGING_?FACE_\w*TOKEN)$/, programs: ['huggingface-cli', 'hf'] },
  { names: /^SENTRY_AUTH_TOKEN$/, programs: ['sentry-cli'] },
  { names: /^(?:TWINE_PASSWORD)$/, programs: ['twine'] },
  { names: /^(?:PGPASSWORD)$/, programs: ['psql', 'pg_dump', 'pg_restore'] },
  {
    names: /^(?:RAILS_MASTER_KEY|SECRET_KEY_BASE)$/,
    programs: ['rails', 'rake', 'bundle'],
    when: /\b(?:assets|db|webpacker|vite):\w/,
  },
];

/** Who reads a variable of this name. */
export const readerOf = (name: string): Reader | undefined => READERS.find(({ names }) => names.test(name));
