// Ctrl-K: find anybody in Chinese, by pinyin initials or by the tail of a phone, go anywhere, run any action.

import { useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useSearch } from '../api/parties';
import { GradeMark } from '../components/marks';
import { isComposing } from '../components/keyboard';
import { useDebounced } from '../components/debounce';
import { recentParties } from '../components/recent';
import { useTexts } from '../i18n';
import { useCan } from './me';
import { changePreferences, usePreferences } from './preferences';
import { usePlaces } from './places';
import { useLanguageSwitch, useThemeSwitch } from './switches';
import './palette.css';

interface Entry { key: string; group: string; text: string; detail?: string; lead?: React.ReactNode; run: () => void }

function useCommands(): Entry[] {
  const t = useTexts();
  const can = useCan();
  const navigate = useNavigate();
  const places = usePlaces();
  const language = useLanguageSwitch();
  const theme = useThemeSwitch();
  const compact = usePreferences().density === 'compact';
  const to = (path: string) => () => void navigate(path);
  const commands: Entry[] = places.map((place) => ({
    key: place.to, group: t.shell.goTo, text: place.text, lead: place.icon, run: to(place.to),
  }));
  if (can('see_lists')) commands.push({ key: 'queue', group: t.shell.goTo, text: `${t.deals.title} · ${t.deals.queue}`, run: to('/deals/queue') });
  if (can('see_settings')) commands.push({ key: 'settings', group: t.shell.goTo, text: t.team.settings, run: to('/team/settings') });
  commands.push({ key: 'account', group: t.shell.goTo, text: t.session.account, run: to('/account') });
  const action = (key: string, text: string, run: () => void) => commands.push({ key, group: t.shell.actions, text, run });
  if (can('work')) action('log', t.record.log, to('/today?log=1'));
  if (can('create_parties')) action('new', t.shell.newProspect, to('/prospects?new=1'));
  if (can('work')) action('deal', t.deals.newDeal, to('/deals?new=1'));
  if (can('import')) action('import', t.shell.importList, to('/lists/imports/new'));
  if (can('review_duplicates')) action('duplicates', t.lists.duplicates, to('/lists/duplicates'));
  action('language', t.shell.toOtherLanguage, language.toggle);
  action('theme', theme.label, theme.toggle);
  action('density', t.shell.density(compact), () => changePreferences({ density: compact ? 'comfortable' : 'compact' }));
  return commands;
}

export function Palette({ close }: { close: () => void }) {
  const t = useTexts();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  // the browser's own dialog: it traps the focus, closes on Escape and gives the focus back
  useEffect(() => dialog.current?.showModal(), []);
  const q = useDebounced(typed.trim(), 120);
  const search = useSearch(q);
  const commands = useCommands();

  const wanted = typed.trim().toLowerCase();
  const matching = wanted ? commands.filter((one) => one.text.toLowerCase().includes(wanted)) : commands;
  const found: Entry[] = wanted
    ? (search.data ?? []).map((party) => ({
        key: party.id,
        group: t.shell.parties,
        text: party.name,
        detail: [party.employer, party.phone, party.owner?.name].filter(Boolean).join(' · '),
        lead: <GradeMark grade={party.grade ?? null} />,
        run: () => void navigate(`/prospects/${party.id}`),
      }))
    : recentParties().map(({ id, name }) => ({
        key: id, group: t.shell.recent, text: name, run: () => void navigate(`/prospects/${id}`),
      }));
  // an action typed by its beginning is meant; otherwise people come first
  const named = wanted !== '' && matching.some((one) => one.text.toLowerCase().startsWith(wanted));
  const entries = named ? [...matching, ...found] : [...found, ...matching];
  const selected = Math.min(at, entries.length - 1);

  const move = (by: number) => {
    if (entries.length === 0) return;
    const next = (selected + by + entries.length) % entries.length;
    setAt(next);
    list.current?.children[0]?.querySelector(`[data-at="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    close();
    entry.run();
  };

  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- a click beside the palette closes it, as Escape does
    <dialog ref={dialog} className="palette" aria-label={t.shell.palette} onClose={close} onClick={(event) => event.target === dialog.current && close()}>
      <input
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={entries.length > 0 ? `${listId}-${selected}` : undefined}
        aria-label={t.shell.palette}
        placeholder={t.shell.searchHint}
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === 'ArrowDown') move(1);
          else if (event.key === 'ArrowUp') move(-1);
          else if (event.key === 'Enter') run(entries[selected]);
          else return;
          event.preventDefault();
        }}
      />
      <div ref={list} className="palette-scroll">
        <div id={listId} role="listbox" aria-label={t.shell.palette}>
          {entries.map((entry, index) => (
            <div key={`${entry.group}-${entry.key}`} role="presentation">
              {entries[index - 1]?.group === entry.group ? null : <div className="palette-group" role="presentation">{entry.group}</div>}
              {/* the keyboard works through the input, which keeps the focus (aria-activedescendant) */}
              <div
                id={`${listId}-${index}`}
                data-at={index}
                role="option"
                tabIndex={-1}
                aria-selected={index === selected}
                className="palette-entry"
                onMouseMove={() => setAt(index)}
                onClick={() => run(entry)}
                onKeyDown={(event) => event.key === 'Enter' && run(entry)}
              >
                <span className="palette-lead" aria-hidden="true">{entry.lead}</span>
                <span className="one-line">{entry.text}</span>
                {entry.detail ? <span className="quiet one-line palette-detail">{entry.detail}</span> : null}
              </div>
            </div>
          ))}
        </div>
        {entries.length === 0 && !search.isFetching ? <p className="palette-none quiet">{t.common.noMatch}</p> : null}
      </div>
      <p className="palette-keys quiet wide-only">{t.shell.paletteKeys}</p>
    </dialog>
  );
}
