// Which columns the table has and in which order; kept on this device and in saved views.

import { Button, Modal } from 'antd';
import { changePreferences, usePreferences } from '../../app/preferences';
import { useTexts } from '../../i18n';
import { COLUMNS, columnsOf } from './columns';

export function ColumnChoice({ close }: { close: () => void }) {
  const t = useTexts();
  const chosen = columnsOf(usePreferences().columns).map((column) => column.key);
  const rest = COLUMNS.map((column) => column.key).filter((key) => !chosen.includes(key));
  const set = (columns: string[]) => changePreferences({ columns });
  const swap = (at: number, by: number) => {
    const next = [...chosen];
    const moved = next.splice(at, 1);
    next.splice(at + by, 0, ...moved);
    set(next);
  };
  return (
    <Modal open title={t.prospects.columns} onCancel={close} footer={<Button onClick={() => changePreferences({ columns: null })}>{t.prospects.columnsReset}</Button>} width={380}>
      <ul className="column-choice">
        {[...chosen, ...rest].map((key, at) => {
          const name = t.prospects.column[key] ?? key;
          const on = at < chosen.length;
          return (
            <li key={key}>
              <label className="check">
                <input type="checkbox" checked={on} disabled={key === 'name'} onChange={() => set(on ? chosen.filter((one) => one !== key) : [...chosen, key])} />
                {name}
              </label>
              {on && key !== 'name' ? (
                <span className="push">
                  <button type="button" className="link" aria-label={t.prospects.columnUp(name)} disabled={at <= 1} onClick={() => swap(at, -1)}>↑</button>
                  <button type="button" className="link" aria-label={t.prospects.columnDown(name)} disabled={at === chosen.length - 1} onClick={() => swap(at, 1)}>↓</button>
                </span>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Modal>
  );
}
