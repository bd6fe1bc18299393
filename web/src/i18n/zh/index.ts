// The Chinese texts of the page. Their shape is the shape of every language: en/ must satisfy it, so that a missing
// text is a type error and not an empty place on a screen.

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

export const zh = {
  classes, codes, common, deals, dealInsight, dealMethod, differences, doubles, importing, jobs, judged, lists, log, methods, orders, playbook, policy, pool, privacy, problems, prospects, record, segments, session, settings, sharing, shell, signIn, supply, team, today, webhooks,
};

/** Texts of one language may differ from those of another in everything but their place and their parameters. */
type AnyTexts<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { [Key in keyof T]: AnyTexts<T[Key]> };

export type Dictionary = AnyTexts<typeof zh>;
