// One setting with its label, its range, and its former value once it has been changed.

import { useLabels } from '../../api/labels';
import { useTexts } from '../../i18n';
import { limitsOf } from './limits';
import type { Json } from './paths';

export interface Editing {
  value: (path: string) => Json | undefined;
  before: (path: string) => Json | undefined;
  set: (path: string, value: Json) => void;
  readOnly: boolean;
}

/** The words of a setting: its own, or those of the method's word that it weighs. */
export function useSettingName(): (path: string) => string {
  const t = useTexts();
  const { word } = useLabels();
  return (path) => {
    const own = t.settings.fields[path];
    if (own) return own;
    const last = path.split('.').at(-1) ?? path;
    if (path.startsWith('screening.weights.')) return word(last, 'screening');
    if (path.startsWith('intent.points.')) return word(last, 'intent');
    if (path.startsWith('classes.expected.weights.')) return word(last, 'expected');
    return word(last);
  };
}

/** Money is kept in minor units and typed in whole ones. */
const isMoney = (path: string) => path.endsWith('_minor');

export function SettingInput({ path, editing, label }: { path: string; editing: Editing; label?: string }) {
  const value = editing.value(path);
  const { min, max, step } = limitsOf(path);
  const common = { className: 'input setting-input', 'aria-label': label, disabled: editing.readOnly };
  if (typeof value === 'boolean') {
    return <input type="checkbox" aria-label={label} disabled={editing.readOnly} checked={value} onChange={(event) => editing.set(path, event.target.checked)} />;
  }
  if (typeof value === 'string' && /^\d\d:\d\d/.test(value)) {
    return <input {...common} type="time" required value={value.slice(0, 5)} onChange={(event) => event.target.value && editing.set(path, `${event.target.value}:00`)} />;
  }
  if (typeof value === 'string') {
    return <input {...common} required value={value} onChange={(event) => editing.set(path, event.target.value)} />;
  }
  const optional = value === null;
  const shown = typeof value === 'number' ? (isMoney(path) ? value / 100 : value) : '';
  return (
    <input
      {...common}
      type="number"
      min={min}
      max={max}
      step={step === 1 ? 'any' : step}
      required={!optional && editing.before(path) !== null}
      value={shown}
      onChange={(event) => {
        const typed = event.target.valueAsNumber;
        if (Number.isNaN(typed)) editing.set(path, null);
        else editing.set(path, isMoney(path) ? Math.round(typed * 100) : typed);
      }}
    />
  );
}

export function Setting({ path, editing }: { path: string; editing: Editing }) {
  const t = useTexts();
  const name = useSettingName()(path);
  const value = editing.value(path);
  const before = editing.before(path);
  if (value === undefined) return null;
  const changed = before !== value;
  return (
    <div className="setting" data-changed={changed || undefined}>
      <span>{name}</span>
      <SettingInput path={path} editing={editing} label={name} />
      {changed ? <small className="quiet">{t.settings.was(before === null || before === undefined ? t.common.none : String(isMoney(path) ? Number(before) / 100 : before))}</small> : null}
    </div>
  );
}
