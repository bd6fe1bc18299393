// The English texts of the page, checked against the shape of the Chinese ones.

import type { Dictionary } from '../zh';
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

export const en: Dictionary = {
  codes, common, importing, lists, log, methods, policy, pool, problems, prospects, record, session, settings, shell, team, today,
};
