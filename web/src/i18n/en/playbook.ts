import type { Dictionary } from '../zh';

export const playbook: Dictionary['playbook'] = {
  title: 'Playbook',
  hint: 'The causes to check and the plays of the nine cells. A manager may put the team’s own words in place of the built-in ones; an upgrade leaves them alone, and the built-in words can be put back at any time.',
  own: 'The team’s own words',
  builtIn: (words) => `built in: ${words}`,
  restore: 'Put the built-in words back',
  editOne: (words) => `Edit: ${words}`,
  restoreOne: (words) => `Put the built-in words back: ${words}`,
};
