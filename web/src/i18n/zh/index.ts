// The Chinese texts of the page. Their shape is the shape of every language: en/ must satisfy it, so that a missing
// text is a type error and not an empty place on a screen.

import { codes } from './codes';
import { common } from './common';
import { importing } from './importing';
import { lists } from './lists';
import { log } from './log';
import { methods } from './methods';
import { policy } from './policy';
import { pool } from './pool';
import { problems } from './problems';
import { prospects } from './prospects';
import { record } from './record';
import { session } from './session';
import { settings } from './settings';
import { shell } from './shell';
import { team } from './team';
import { today } from './today';

export const zh = {
  codes, common, importing, lists, log, methods, policy, pool, problems, prospects, record, session, settings, shell, team, today,
};

/** Texts of one language may differ from those of another in everything but their place and their parameters. */
type AnyTexts<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { [Key in keyof T]: AnyTexts<T[Key]> };

export type Dictionary = AnyTexts<typeof zh>;
