// The shapes that pages and server exchange. Times are RFC 3339 strings in UTC, ids are UUID strings.

export type Role =
  | 'sales' | 'key_account' | 'manager' | 'analyst' | 'marketing' | 'credit' | 'trainer' | 'administrator';
export type Answer = 'yes' | 'no' | 'unknown';
export type Grade = 'A' | 'B' | 'C' | 'D';
export type IntentLevel = 'strong' | 'medium' | 'weak' | 'none';
export type CadenceState = 'untouched' | 'fine' | 'due' | 'overdue' | 'dormant' | 'none';
export type Step = 'gather' | 'screen' | 'record' | 'choose' | 'keep';
export type DispositionState = 'open' | 'stopped' | 'given_up';
export type PartyKind = 'person' | 'organisation';
export type ContactKind = 'phone' | 'email' | 'wechat' | 'other';
export type Authority = 'decides' | 'recommends' | 'vetoes' | 'none' | 'unknown';
export type Language = 'zh' | 'en';

export interface Text { zh: string; en: string }
export interface Label extends Text { code: string }
export interface UserRef { id: string; name: string }
export interface NamedRef { id: string; name: string }

export interface Page<T> { items: T[]; next: string | null; total: { count: number; exact: boolean } | null }

export type Observed =
  | { type: 'answer'; value: Answer }
  | { type: 'text'; value: string }
  | { type: 'code'; value: string }
  | { type: 'number'; value: number }
  | { type: 'days'; value: number }
  | { type: 'date'; value: string }
  | { type: 'count'; value: number };

export interface Reason {
  factor: string;
  observed: Observed;
  points: number | null;
  source: 'stated' | 'imported' | 'derived' | 'rule';
}

export interface Verdict<T> { value: T; reasons: Reason[]; rule: { rule: string; version: number }; as_of: string }

export type Measured =
  | { kind: 'estimate'; value: number; low: number; high: number; n: number }
  | { kind: 'too_few'; n: number; needed: number };

// --- session ---------------------------------------------------------------------------------------------------

export interface SetupState { needed: boolean; version: string; demo: boolean }

export type Right =
  | 'today' | 'lists' | 'prospects' | 'insight' | 'team'
  | 'users' | 'settings' | 'import' | 'assign' | 'export' | 'see_team';

export interface Me {
  id: string;
  name: string;
  email: string;
  roles: Role[];
  team: NamedRef | null;
  locale: Language;
  time_zone: string;
  can: string[];
}

export interface BrowserSession {
  id: string;
  created_at: string;
  last_seen_at: string;
  user_agent: string | null;
  current: boolean;
}

export interface ApiToken { id: string; name: string; created_at: string; last_used_at: string | null; expires_at: string | null }

export interface User {
  id: string;
  name: string;
  email: string;
  roles: Role[];
  team: NamedRef | null;
  active: boolean;
}

export interface Team { id: string; name: string; parent_id: string | null; depth: number; members: number }

// --- parties ---------------------------------------------------------------------------------------------------

export interface MaskedContact {
  id: string;
  kind: ContactKind;
  masked: string;
  label: string | null;
  primary: boolean;
  valid: boolean;
  do_not_contact: boolean;
}

export interface PartyRow {
  id: string;
  kind: PartyKind;
  name: string;
  employer: string | null;
  position: string | null;
  phone: string | null;
  owner: UserRef | null;
  team_id: string | null;
  market: string | null;
  method: string | null;
  list: NamedRef | null;
  grade: Grade | null;
  score: number | null;
  intent: IntentLevel;
  golden: boolean;
  cadence: CadenceState;
  last_contact_at: string | null;
  next_contact_at: string | null;
  completeness: number;
  disposition: DispositionState;
  tags: string[];
  city: string | null;
  step: Step;
  created_at: string;
  updated_at: string;
}

export interface Address {
  id: string;
  kind: 'home' | 'work' | 'registered' | 'other';
  text: string;
  province: string | null;
  city: string | null;
  district: string | null;
  postcode: string | null;
}

export type PersonRole = 'user' | 'technical' | 'economic_buyer' | 'decider' | 'coach' | 'gatekeeper';

export interface PersonLink {
  id: string;
  party_id: string;
  name: string;
  position: string | null;
  roles: PersonRole[];
  influences: string[];
}

export interface OrganisationLink { id: string; party_id: string; name: string; position: string | null; roles: PersonRole[] }

export interface Party extends PartyRow {
  version: number;
  external_id: string | null;
  contacts: MaskedContact[];
  addresses: Address[];
  facts: Record<string, string>;
  custom: Record<string, string>;
  introducer: { id: string | null; name: string } | null;
  relation_group: string | null;
  identity_number: string | null;
  people: PersonLink[];
  organisations: OrganisationLink[];
  lists: NamedRef[];
  can: { edit: boolean; assign: boolean; reveal: boolean; log: boolean };
}

export interface GivenAnswer { answer: Answer; note: string | null; source: string; by: UserRef | null; at: string }

export interface Advice {
  screening: Verdict<{
    score: { low: number; value: number; high: number };
    grade: Grade | null;
    firm: boolean;
    best_question: string | null;
  }>;
  answers: Record<string, GivenAnswer>;
  authority: Authority;
  man: Verdict<{ cells: string[]; advice: string; question: string | null; find_decider: boolean }>;
  golden: Verdict<{ golden: boolean; yes: number; no: number; unknown: number; next_question: string | null }>;
  golden_answers: Record<string, GivenAnswer>;
  intent: Verdict<{ score: number; level: IntentLevel }>;
  intent_evidence: { id: string; kind: string; at: string; note: string | null; by: UserRef | null }[];
  card: Verdict<{ percent: number; next_missing: string | null; missing: string[] }>;
  cadence: Verdict<{ state: CadenceState; next_contact_at: string | null; days_since: number | null }>;
  permission: Verdict<{ allowed: boolean; next_allowed_at: string | null }>;
  step: Verdict<Step>;
  next_step: { code: string; reasons: Reason[] };
}

export type ActivityKind = 'call' | 'visit' | 'wechat' | 'sms' | 'email' | 'letter' | 'event' | 'note';
export type TaskKind = 'follow_up' | 'promise' | 'retry' | 'meeting' | 'other';

export interface EventData {
  activity: {
    kind: ActivityKind;
    direction: 'out' | 'in';
    outcome: string | null;
    note: string | null;
    two_way: boolean;
    duration_seconds: number | null;
    objection: string | null;
    new_fact: boolean;
    larger_order: boolean;
    trial: boolean;
  };
  task: { title: string | null; kind: TaskKind; due_at: string; state: 'open' | 'done' | 'cancelled' };
  assessment: { kind: string; summary: Record<string, unknown>; reasons: Reason[] };
  evidence: { topic: string; answer: Answer | null; note: string | null; source: string };
  assignment: { from: UserRef | null; to: UserRef | null };
  import: { list: NamedRef | null; file_name: string; row: number };
  disposition: { from: DispositionState; to: DispositionState; reason: string | null };
  fact: { fact: string; from: string | null; to: string | null };
  created: Record<string, unknown>;
}

export type EventType = keyof EventData;
export type TimelineEvent = {
  [T in EventType]: { id: string; at: string; type: T; by: UserRef | null; data: EventData[T] };
}[EventType];

export interface Outcome extends Text { code: string; digit: number | null; two_way: boolean; leads_to: string }

export interface NewActivity {
  kind: ActivityKind;
  direction?: 'out' | 'in';
  outcome?: string;
  note?: string;
  at?: string;
  intent_evidence?: string[];
  objection?: string;
  next?: { at: string; title?: string; kind?: TaskKind };
  new_fact?: boolean;
  larger_order?: boolean;
  trial?: boolean;
  task_id?: string;
}

export interface LoggedActivity { activity_id: string; party: PartyRow; next: { kind: TaskKind; at: string } | null }

// --- today -----------------------------------------------------------------------------------------------------

export interface WorklistLine {
  party: PartyRow;
  rank: number;
  score: number;
  action: string;
  task: { id: string; title: string | null; kind: TaskKind; due_at: string } | null;
  when_allowed: string | null;
  reasons: Reason[];
  last_words: string | null;
}

export interface Worklist {
  date: string;
  lines: WorklistLine[];
  done_today: number;
  counts: { due: number; overdue: number; dormant: number; promises: number; golden: number };
}

// --- lists and imports -----------------------------------------------------------------------------------------

export interface LeadList {
  id: string;
  name: string;
  market: string | null;
  method: string | null;
  note: string | null;
  owner: UserRef | null;
  created_at: string;
  counts: { total: number } & Record<Step, number>;
  imports: ImportRun[];
}

export type ImportState = 'analysed' | 'running' | 'cancelling' | 'cancelled' | 'finished' | 'failed' | 'interrupted';
export type OnDuplicate = 'skip' | 'fill' | 'overwrite' | 'create' | 'review';
export type RowState = 'created' | 'updated' | 'duplicate' | 'rejected' | 'review';

export interface ImportCounts {
  read: number;
  created: number;
  updated: number;
  duplicate: number;
  rejected: number;
  review: number;
  skipped_blank: number;
}

export interface Coded { code: string; params?: Record<string, unknown> }

export interface ColumnMapping {
  column: number;
  name: string;
  field: string | null;
  custom_key?: string | null;
  confidence: number;
  why?: string | null;
}

export interface ImportRun {
  id: string;
  file_name: string;
  bytes: number;
  list: NamedRef | null;
  state: ImportState;
  format: {
    kind: string;
    encoding: string | null;
    delimiter: string | null;
    sheet: string | null;
    sheets: string[];
    header_row: number | null;
    columns: string[];
  };
  notes: Coded[];
  mapping: ColumnMapping[];
  on_duplicate: OnDuplicate;
  owner: UserRef | null;
  market: string | null;
  method: string | null;
  preview: { rows: string[][]; normalised: { name: string | null; phones: string[]; problems: string[] }[] };
  counts: ImportCounts;
  bytes_read: number;
  started_at: string | null;
  finished_at: string | null;
  created_by: UserRef | null;
  error: { code: string; detail: string | null } | null;
  seconds: number | null;
}

export interface ImportProgress {
  state: ImportState;
  counts: ImportCounts;
  bytes_read: number;
  bytes: number;
  rows_per_second: number;
  seconds_left: number | null;
}

export interface ImportField extends Text { code: string; group: string }

export interface ImportRow {
  row: number;
  state: RowState;
  party: NamedRef | null;
  reasons: Coded[];
  cells: string[] | null;
}

export interface DuplicatePair {
  id: string;
  left: PartyRow;
  right: PartyRow;
  score: number;
  reasons: { field: string; similarity: number; weight: number }[];
  state: string;
  at: string;
}

// --- methods ---------------------------------------------------------------------------------------------------

export interface Method {
  code: string;
  market: string;
  name: Text;
  when_to_use: Text;
  steps: Text[];
  preparation: Text[];
  strengths: Text[];
  weaknesses: Text[];
  edited: boolean;
  version: number;
}

export interface MethodResult {
  code: string;
  market: string;
  found: number;
  reached: number;
  met: number;
  won: number;
  reach_rate: Measured;
  meet_rate: Measured;
  win_rate: Measured;
  days_to_win: Measured;
  cost: { amount: number; currency: string } | null;
  cost_per_win: Measured;
}

// --- settings --------------------------------------------------------------------------------------------------

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type MethodSettings = { [key: string]: Json };
export interface SettingsVersion { method: MethodSettings; version: number; changed_by: UserRef | null; changed_at: string; reason?: string | null }
export interface CustomField { key: string; label: Text; kind: 'text' | 'number' | 'date' }
export interface SavedView { id: string; name: string; definition: Record<string, unknown>; shared: boolean; owner?: UserRef | null; mine?: boolean }

export interface SearchHit {
  party: { id: string; name: string; kind: PartyKind; grade: Grade | null; employer: string | null; owner: UserRef | null; phone: string | null };
  matched: string;
}
