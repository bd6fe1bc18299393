// Saved views: a filter, an order and columns under a name, for oneself or for the team.

import { Button, Modal } from 'antd';
import { useState } from 'react';
import { type PartyFilters, useDeleteView, useSaveView, useViews } from '../../api/parties';
import { changePreferences, usePreferences } from '../../app/preferences';
import { useTexts } from '../../i18n';
import { UpdateView } from './UpdateView';

interface Props { filters: PartyFilters; view: string | null; apply: (filters: PartyFilters, view: string | null) => void }

export function Views({ filters, view, apply }: Props) {
  const t = useTexts();
  const { data: views = [] } = useViews();
  const columns = usePreferences().columns;
  const save = useSaveView();
  const remove = useDeleteView();
  const [naming, setNaming] = useState<{ name: string; shared: boolean } | null>(null);
  const current = views.find((one) => one.id === view);
  const own = views.filter((one) => one.own);
  const shared = views.filter((one) => !one.own);

  const open = (id: string) => {
    const chosen = views.find((one) => one.id === id);
    if (!chosen) return apply({}, null);
    const definition = chosen.definition as { filters?: PartyFilters; columns?: string[] | null };
    changePreferences({ columns: definition.columns ?? null });
    return apply(definition.filters ?? {}, id);
  };

  return (
    <div className="row">
      <select className="input views" aria-label={t.prospects.views} value={current ? current.id : ''} onChange={(event) => open(event.target.value)}>
        <option value="">{t.prospects.allOfThem}</option>
        {own.length > 0 ? <optgroup label={t.prospects.ownViews}>{own.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</optgroup> : null}
        {shared.length > 0 ? <optgroup label={t.prospects.sharedViews}>{shared.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</optgroup> : null}
      </select>
      {current?.own ? <UpdateView key={current.id} view={current} filters={filters} /> : null}
      {current?.own ? (
        <button type="button" className="link danger" aria-label={t.prospects.deleteView(current.name)} onClick={() => remove.mutate(current, { onSuccess: () => apply(filters, null) })}>
          {t.common.remove}
        </button>
      ) : null}
      <button type="button" className="link wide-only" onClick={() => setNaming({ name: '', shared: false })}>{t.prospects.saveView}</button>
      {naming ? (
        <Modal open title={t.prospects.saveView} footer={null} onCancel={() => setNaming(null)} width={380}>
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              save.mutate(
                { ...naming, definition: { filters, columns } },
                {
                  onSuccess: (saved) => {
                    setNaming(null);
                    apply(filters, saved.id);
                  },
                },
              );
            }}
          >
            <div className="field">
              <label htmlFor="view-name">{t.prospects.viewName}</label>
              <input id="view-name" className="input" required autoFocus value={naming.name} onChange={(event) => setNaming({ ...naming, name: event.target.value })} />
            </div>
            <label className="check">
              <input type="checkbox" checked={naming.shared} onChange={(event) => setNaming({ ...naming, shared: event.target.checked })} />
              {t.prospects.shareView}
            </label>
            <div><Button type="primary" htmlType="submit" loading={save.isPending}>{t.common.save}</Button></div>
          </form>
        </Modal>
      ) : null}
    </div>
  );
}
