// How a machine that has apt gets what tests need.

/** @param {string[]} packages @returns {string[][]} commands, one after the other */
export const aptInstall = (...packages) => [
  ['apt-get', 'update'],
  ['apt-get', 'install', '-y', '--no-install-recommends', ...packages],
];
