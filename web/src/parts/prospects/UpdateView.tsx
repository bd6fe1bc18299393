// Keeping the filter and columns on the screen in the view that is open. When another window saved the view meanwhile,
// both are shown and one is chosen.

import { Modal } from 'antd';
import { useState } from 'react';
import { type PartyFilters, useEditView } from '../../api/parties';
import { currentOf } from '../../api/problem';
import type { SavedView } from '../../api/types';
import { changePreferences, usePreferences } from '../../app/preferences';
import { Differences } from '../../components/Differences';
import { ProblemNote } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { type Fields, join } from '../../components/twoEditors';
import { useTexts } from '../../i18n';
import { useFilters } from './useFilters';

interface Definition { filters?: PartyFilters; columns?: string[] | null }

/** A definition as two versions of it are compared: each condition, and the columns. */
function asFields({ filters, columns }: Definition): Fields {
  return { ...filters, columns: columns ? columns.join(' ') : '' };
}

function asDefinition({ columns, ...filters }: Fields): Definition {
  const set = Object.entries(filters).filter(([, value]) => value !== '');
  return { filters: Object.fromEntries(set), columns: columns ? columns.split(' ') : null };
}

export function UpdateView({ view, filters }: { view: SavedView; filters: PartyFilters }) {
  const t = useTexts();
  const columns = usePreferences().columns;
  const { replaceAll } = useFilters();
  const save = useEditView(view.id);
  const [clash, setClash] = useState<{ theirs: SavedView; read: Fields; mine: Fields; fields: Fields } | null>(null);
  const mine = asFields({ filters, columns });
  const saved = asFields(view.definition as Definition);
  const changed = [...new Set([...Object.keys(mine), ...Object.keys(saved)])].some((field) => (mine[field] ?? '') !== (saved[field] ?? ''));

  const keep = (fields: Fields, version: number, read: Fields) =>
    save.mutate({ definition: asDefinition(fields), version }, {
      onSuccess: () => {
        const { filters: chosen = {}, columns: shown } = asDefinition(fields);
        changePreferences({ columns: shown ?? null });
        replaceAll(chosen, view.id);
        setClash(null);
        showToast({ text: t.common.saved });
      },
      onError: (error) => {
        const theirs = currentOf<SavedView>(error);
        if (!theirs) return;
        const both = join(read, fields, asFields(theirs.definition as Definition));
        setClash({ theirs, read, mine: fields, fields: both.fields });
      },
    });

  if (!changed && !clash) return null;
  const column = t.prospects.column as Record<string, string>;
  const label = (field: string) => (field === 'columns' ? t.prospects.columns : (column[field] ?? field));
  return (
    <>
      <button type="button" className="link wide-only" disabled={save.isPending} onClick={() => keep(mine, view.version, saved)}>{t.prospects.updateView}</button>
      {clash ? (
        <Modal
          open
          title={t.prospects.updateView}
          okText={t.common.save}
          cancelText={t.common.cancel}
          confirmLoading={save.isPending}
          onOk={() => keep(clash.fields, clash.theirs.version, asFields(clash.theirs.definition as Definition))}
          onCancel={() => setClash(null)}
        >
          <Differences
            joined={join(clash.read, clash.mine, asFields(clash.theirs.definition as Definition))}
            label={label}
            value={(field) => clash.fields[field] ?? ''}
            choose={(field, value) => setClash({ ...clash, fields: { ...clash.fields, [field]: value } })}
          />
        </Modal>
      ) : (
        <ProblemNote error={save.error} />
      )}
    </>
  );
}
