// Teams in the order of their tree: each below the one it is part of.

import type { Team } from '../../api/types';

export function inTreeOrder(teams: Team[]): { team: Team; depth: number }[] {
  const known = new Set(teams.map((team) => team.id));
  const below = (parent: string | null, depth: number): { team: Team; depth: number }[] =>
    teams
      // a manager sees only the own subtree: its top has a parent that is not among the teams
      .filter((team) => (team.parent_id && known.has(team.parent_id) ? team.parent_id : null) === parent)
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .flatMap((team) => [{ team, depth }, ...below(team.id, depth + 1)]);
  return below(null, 0);
}

/** A team cannot become part of itself or of anything below it. */
export function withoutSubtree(teams: Team[], top: string): Team[] {
  const gone = new Set([top]);
  for (const { team } of inTreeOrder(teams)) if (team.parent_id && gone.has(team.parent_id)) gone.add(team.id);
  return teams.filter((team) => !gone.has(team.id));
}
