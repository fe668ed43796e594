// The command line tool's entry. What a subcommand needs is loaded when it is asked for.
import { argv, exit } from 'node:process';
import { run } from './cli/run';

run(argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  () => exit(2),
);
