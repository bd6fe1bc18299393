// Days off and extra working days, as a list of dates.

import { useState } from 'react';
import { useTexts } from '../../i18n';
import type { Editing } from './Setting';

export function DateList({ path, label, editing }: { path: string; label: string; editing: Editing }) {
  const t = useTexts();
  const [day, setDay] = useState('');
  const value = editing.value(path);
  const days = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  return (
    <div className="field">
      <span>{label}</span>
      <div className="chips">
        {days.map((one) => (
          <span key={one} className="chip">
            {one}
            {editing.readOnly ? null : (
              <button type="button" className="link" aria-label={`${t.common.remove} ${one}`} onClick={() => editing.set(path, days.filter((other) => other !== one))}>×</button>
            )}
          </span>
        ))}
        {editing.readOnly ? null : (
          <>
            <input className="input date-list-new" type="date" aria-label={label} value={day} onChange={(event) => setDay(event.target.value)} />
            <button
              type="button"
              className="link"
              disabled={!day || days.includes(day)}
              onClick={() => {
                editing.set(path, [...days, day].toSorted());
                setDay('');
              }}
            >
              {t.common.add}
            </button>
          </>
        )}
      </div>
    </div>
  );
}
