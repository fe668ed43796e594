// Programs that read a login from a variable by themselves: nobody has to name it on the command line.

interface Reader {
  readonly names: RegExp;
  readonly programs: readonly string[];
}

const NODE = ['npm', 'npx', 'pnpm', 'yarn', 'bun'];
const PYTHON = ['pip', 'pip3', 'uv', 'poetry', 'pdm'];

const READERS: readonly Reader[] = [
  {
    names: /^(?:NPM_(?:AUTH_)?TOKEN|NODE_AUTH_TOKEN|NPM_CONFIG_.*TOKEN|YARN_NPM_AUTH_TOKEN|NPM_PASSWORD|GH_NPM_TOKEN)$/,
    programs: NODE,
  },
  {
    names:
      /^(?:PIP_\w*(?:TOKEN|PASSWORD)|PYPI_\w*(?:TOKEN|PASSWORD)|POETRY_HTTP_BASIC_\w+|POETRY_PYPI_TOKEN_\w+|UV_INDEX_\w*PASSWORD)$/,
    programs: PYTHON,
  },
  { names: /^BUNDLE_\w+__\w+$/, programs: ['bundle', 'bundler'] },
  { names: /^COMPOSER_AUTH$/, programs: ['composer'] },
  { names: /^(?:AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|AWS_ACCESS_KEY_ID)$/, programs: ['aws'] },
  { names: /^(?:GH_TOKEN|GITHUB_TOKEN)$/, programs: ['gh'] },
  { names: /^CARGO_REGISTR(?:Y|IES)_\w*TOKEN$/, programs: ['cargo'] },
  { names: /^(?:HF_TOKEN|HUGGING_?FACE_\w*TOKEN)$/, programs: ['huggingface-cli', 'hf'] },
  { names: /^SENTRY_AUTH_TOKEN$/, programs: ['sentry-cli', ...NODE] },
  { names: /^(?:TWINE_PASSWORD)$/, programs: ['twine'] },
  { names: /^(?:PGPASSWORD)$/, programs: ['psql', 'pg_dump', 'pg_restore'] },
  { names: /^(?:RAILS_MASTER_KEY|SECRET_KEY_BASE)$/, programs: ['rails', 'rake', 'bundle'] },
];

/** The programs that read a variable of this name. */
export const readersOf = (name: string): readonly string[] =>
  READERS.find(({ names }) => names.test(name))?.programs ?? [];
