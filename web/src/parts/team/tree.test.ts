import { expect, test } from 'vitest';
import { inTreeOrder, withoutSubtree } from './tree';

const team = (id: string, parent_id: string | null) => ({ id, name: id, parent_id, depth: 0, members: 0, version: 1 });
const teams = [team('east', 'all'), team('north', 'all'), team('all', null), team('east-1', 'east')];

test('every team stands below the one it is part of', () => {
  expect(inTreeOrder(teams).map(({ team, depth }) => `${depth} ${team.id}`)).toEqual(['0 all', '1 east', '2 east-1', '1 north']);
});

test('a subtree whose top has an unseen parent is still shown', () => {
  expect(inTreeOrder([team('east-1', 'east'), team('east', 'all')]).map(({ depth }) => depth)).toEqual([0, 1]);
});

test('a team is not offered itself or what is below it as its parent', () => {
  expect(withoutSubtree(teams, 'east').map(({ id }) => id)).toEqual(['north', 'all']);
});
