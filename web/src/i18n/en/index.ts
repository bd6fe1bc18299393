// The English texts of the page, checked against the shape of the Chinese ones.

import type { Dictionary } from '../zh';
import { classes } from './classes';
import { codes } from './codes';
import { common } from './common';
import { deals } from './deals';
import { dealInsight } from './dealInsight';
import { dealMethod } from './dealMethod';
import { differences } from './differences';
import { doubles } from './doubles';
import { importing } from './importing';
import { jobs } from './jobs';
import { judged } from './judged';
import { lists } from './lists';
import { log } from './log';
import { methods } from './methods';
import { orders } from './orders';
import { playbook } from './playbook';
import { policy } from './policy';
import { pool } from './pool';
import { privacy } from './privacy';
import { problems } from './problems';
import { prospects } from './prospects';
import { record } from './record';
import { segments } from './segments';
import { session } from './session';
import { settings } from './settings';
import { sharing } from './sharing';
import { shell } from './shell';
import { signIn } from './signIn';
import { supply } from './supply';
import { team } from './team';
import { today } from './today';
import { webhooks } from './webhooks';

export const en: Dictionary = {
  classes, codes, common, deals, dealInsight, dealMethod, differences, doubles, importing, jobs, judged, lists, log, methods, orders, playbook, policy, pool, privacy, problems, prospects, record, segments, session, settings, sharing, shell, signIn, supply, team, today, webhooks,
};
