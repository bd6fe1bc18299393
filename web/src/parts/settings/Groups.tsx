// The settings of each part of the method. The cadence is the table it is in the handbook, outcomes are a list, and
// everything else is a number with its name.

import { useLabels } from '../../api/labels';
import { CHANNELS } from '../../api/policy';
import { useTexts } from '../../i18n';
import { DateList } from './DateList';
import { type Json, leaves } from './paths';
import { type Editing, Setting, SettingInput } from './Setting';

function Fields({ paths, editing }: { paths: string[]; editing: Editing }) {
  return (
    <div className="setting-fields">
      {paths.map((path) => <Setting key={path} path={path} editing={editing} />)}
    </div>
  );
}

const ROWS = ['a', 'b', 'c', 'd', 'not_graded'];
const LEVELS = ['strong', 'medium', 'weak', 'none'];

function CadenceTable({ editing }: { editing: Editing }) {
  const t = useTexts();
  const { word } = useLabels();
  const rowName = (row: string) => (row === 'not_graded' ? t.settings.notGraded : word(row, 'grade'));
  return (
    <div className="table-scroll">
      <table className="table cadence-table">
        <caption className="field-label">{t.settings.parts.table}</caption>
        <thead>
          <tr>
            <th scope="col">{t.record.grade}</th>
            {LEVELS.map((level) => <th key={level} scope="col">{t.record.intent}: {word(level, 'intent_level')}</th>)}
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row) => (
            <tr key={row}>
              <th scope="row">{rowName(row)}</th>
              {LEVELS.map((level) => {
                const path = `cadence.${row}.${level}`;
                return (
                  <td key={level} data-changed={editing.value(path) !== editing.before(path) || undefined} title={editing.value(path) === null ? t.settings.decide : undefined}>
                    <SettingInput path={path} editing={editing} label={`${rowName(row)}, ${word(level, 'intent_level')}`} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OutcomeTable({ editing }: { editing: Editing }) {
  const t = useTexts();
  const { word } = useLabels();
  const outcomes = editing.value('outcomes.outcomes');
  if (!Array.isArray(outcomes)) return null;
  return (
    <div className="table-scroll">
      <table className="table">
        <caption className="field-label">{t.settings.parts.outcomes}</caption>
        <thead>
          <tr>
            <th scope="col">{t.methods.chinese}</th>
            <th scope="col">{t.methods.english}</th>
            <th scope="col">{t.settings.digit}</th>
            <th scope="col">→</th>
            <th scope="col">{t.settings.offered}</th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map((outcome, at) => {
            const path = `outcomes.outcomes.${at}`;
            const one = outcome as { [key: string]: Json };
            const name = String(one['zh']);
            return (
              <tr key={String(one['code'])}>
                <td><SettingInput path={`${path}.zh`} editing={editing} label={`${t.methods.chinese}: ${name}`} /></td>
                <td><SettingInput path={`${path}.en`} editing={editing} label={`${t.methods.english}: ${name}`} /></td>
                <td><SettingInput path={`${path}.digit`} editing={editing} label={`${t.settings.digit}: ${name}`} /></td>
                <td className="quiet">{word(String(one['leads_to']), 'leads_to')}</td>
                <td><SettingInput path={`${path}.active`} editing={editing} label={`${t.settings.offered}: ${name}`} /></td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The columns of the board, in their order. */
function StageTable({ editing }: { editing: Editing }) {
  const t = useTexts();
  const stages = editing.value('deals.stages.stages');
  if (!Array.isArray(stages)) return null;
  return (
    <div className="table-scroll">
      <table className="table">
        <caption className="field-label">{t.settings.parts.dealStages}</caption>
        <thead>
          <tr>
            <th scope="col">{t.methods.chinese}</th>
            <th scope="col">{t.methods.english}</th>
            <th scope="col">{t.settings.offered}</th>
          </tr>
        </thead>
        <tbody>
          {stages.map((stage, at) => {
            const path = `deals.stages.stages.${at}`;
            const one = stage as { [key: string]: Json };
            const name = String(one['zh']);
            return (
              <tr key={String(one['code'])}>
                <td><SettingInput path={`${path}.zh`} editing={editing} label={`${t.methods.chinese}: ${name}`} /></td>
                <td><SettingInput path={`${path}.en`} editing={editing} label={`${t.methods.english}: ${name}`} /></td>
                <td><SettingInput path={`${path}.active`} editing={editing} label={`${t.settings.offered}: ${name}`} /></td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Windows({ editing }: { editing: Editing }) {
  const t = useTexts();
  const windows = editing.value('contact.windows');
  if (!Array.isArray(windows)) return null;
  return (
    <fieldset className="setting-windows">
      <legend className="field-label">{t.settings.parts.windows}</legend>
      {windows.map((_, at) => (
        <div key={at} className="row">
          <SettingInput path={`contact.windows.${at}.from`} editing={editing} label={`${t.settings.from} ${at + 1}`} />
          –
          <SettingInput path={`contact.windows.${at}.to`} editing={editing} label={`${t.settings.to} ${at + 1}`} />
        </div>
      ))}
    </fieldset>
  );
}

/** The channels by which nobody is sold to without a consent on record. */
function ConsentChannels({ editing }: { editing: Editing }) {
  const t = useTexts();
  const { word } = useLabels();
  const path = 'contact.consent_required';
  const value = editing.value(path);
  const chosen = Array.isArray(value) ? value : [];
  return (
    <fieldset className="setting-windows">
      <legend className="field-label">{t.settings.parts.consentRequired}</legend>
      <div className="row">
        {CHANNELS.map((code) => (
          <label key={code} className="row">
            <input
              type="checkbox"
              disabled={editing.readOnly}
              checked={chosen.includes(code)}
              onChange={(event) => editing.set(path, event.target.checked ? [...chosen, code] : chosen.filter((one) => one !== code))}
            />
            {word(code, 'contact_channel')}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Shown by a part of their own above; the rest of the group follows as plain numbers. */
const OWN_PLACE = /^(cadence\.(a|b|c|d|not_graded)\.|outcomes\.outcomes\.|deals\.stages\.stages\.|contact\.(windows|consent_required|calendar\.(holidays|extra_working_days))\.)/;

/** Parts of a group that get a heading of their own. */
const PARTS = {
  'screening.weights': 'weights', 'screening.warm': 'warm', 'intent.points': 'points', 'outcomes.retry': 'retry',
  'classes.abc': 'abc', 'classes.contribution': 'contribution', 'classes.stability': 'stability',
  'classes.expected.weights': 'expectedWeights', 'classes.expected': 'expected', 'classes.faces': 'faces', 'classes.rhythm': 'rhythm', 'classes.lifetime': 'lifetime',
  'deals.stages': 'dealStages', 'deals.value.short_term': 'dealValueShort', 'deals.value.long_term': 'dealValueLong', 'deals.value': 'dealValue', 'deals.portfolio': 'dealPortfolio',
  'deals.opening.territory': 'dealTerritory', 'deals.opening.standing': 'dealStanding', 'deals.opening.chase': 'dealChase', 'deals.opening.team': 'dealTeam',
  'deals.questions': 'dealQuestions', 'deals.queue': 'dealQueue', 'deals.win_rates': 'dealWinRates', 'deals.watch': 'dealWatch',
} as const;

function partOf(path: string): keyof typeof PARTS | null {
  return (Object.keys(PARTS) as (keyof typeof PARTS)[]).find((prefix) => path.startsWith(`${prefix}.`)) ?? null;
}

export function Group({ name, editing }: { name: string; editing: Editing }) {
  const t = useTexts();
  const paths = leaves(editing.value(name), name).filter((path) => !OWN_PLACE.test(path));
  return (
    <section className="panel" id={`settings-${name}`}>
      <h2>{t.settings.groups[name] ?? name}</h2>
      <div className="panel-body stack">
        {name === 'cadence' ? <CadenceTable editing={editing} /> : null}
        {name === 'outcomes' ? <OutcomeTable editing={editing} /> : null}
        {name === 'deals' ? <StageTable editing={editing} /> : null}
        {name === 'contact' ? (
          <>
            <Windows editing={editing} />
            <DateList path="contact.calendar.holidays" label={t.settings.parts.holidays} editing={editing} />
            <DateList path="contact.calendar.extra_working_days" label={t.settings.parts.extraDays} editing={editing} />
            <ConsentChannels editing={editing} />
          </>
        ) : null}
        {[...new Set(paths.map(partOf))].map((part) => (
          <div key={part}>
            {part ? <h3 className="field-label">{t.settings.parts[PARTS[part]]}</h3> : null}
            <Fields paths={paths.filter((path) => partOf(path) === part)} editing={editing} />
          </div>
        ))}
      </div>
    </section>
  );
}
