// The board: a column for each stage with its exact count and sums. Only the cards in sight are drawn. A card is moved by
// dragging, by Shift with an arrow key, or by its menu.

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Dropdown } from 'antd';
import { type DragEvent, type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import { boardQuery, firstCards, nextCards, useStages } from '../../api/deals';
import type { BoardColumn, DealAlert, DealFilters, DealLine, DealStage } from '../../api/types';
import { worklistQuery } from '../../api/worklist';
import { useCan } from '../../app/me';
import { Choices } from '../../components/Choices';
import { Loaded } from '../../components/page';
import { usePhone } from '../../components/phone';
import { useFormats, useTexts } from '../../i18n';
import { AgeMark, AlertMarks, Amount, CellMark, ClassMark, StepMark, useStageName } from './marks';
import { StepFirst } from './StepForm';
import { useMoves } from './useMoves';

const NONE: DealAlert[] = [];

interface CardProps {
  card: DealLine;
  alerts: DealAlert[];
  longFrom: number | null;
  reachable: boolean;
  movable: boolean;
  onMenu: (card: DealLine, from: HTMLElement) => void;
  onDrag: (card: DealLine) => void;
  onKey: (event: KeyboardEvent, card: DealLine) => void;
}

const Card = memo(function Card({ card, alerts, longFrom, reachable, movable, onMenu, onDrag, onKey }: CardProps) {
  const t = useTexts();
  const format = useFormats();
  const tab = reachable ? 0 : -1;
  const drag = (event: DragEvent) => {
    event.dataTransfer.setData('text/plain', card.id);
    event.dataTransfer.effectAllowed = 'move';
    onDrag(card);
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the link and the menu inside take the focus; keys pressed on them reach the card
    <div className="deal-card" draggable={movable} onDragStart={drag} onKeyDown={(event) => onKey(event, card)}>
      <div className="deal-card-head">
        <Link to={`/deals/${card.id}`} data-deal={card.id} tabIndex={tab} draggable={false} className="deal-card-name">{card.name}</Link>
        {movable ? (
          <button type="button" className="link deal-card-menu" tabIndex={tab} aria-haspopup="menu" aria-label={t.deals.moveMenu(card.name)} onClick={(event) => onMenu(card, event.currentTarget)}>⋯</button>
        ) : null}
      </div>
      <span className="quiet one-line">{[card.party.name, card.owner?.name].filter(Boolean).join(' · ')}</span>
      <div className="deal-card-line">
        <Amount amount={card.amount} currency={card.currency} />
        <span className="deal-marks"><ClassMark deal={card} /><CellMark deal={card} /></span>
      </div>
      <div className="deal-card-line">
        <span className="quiet">{card.expected_on ? t.deals.expectedOn(format.day(card.expected_on)) : t.deals.noDate}</span>
        <AgeMark since={card.stage_since} longFrom={longFrom} />
      </div>
      <StepMark deal={card} />
      <AlertMarks alerts={alerts} />
    </div>
  );
});

interface ColumnProps {
  column: BoardColumn;
  filters: DealFilters;
  alerts: ReadonlyMap<string, DealAlert[]>;
  current: string | null;
  focused: { id: string; at: number } | null;
  movable: boolean;
  onMenu: (card: DealLine, from: HTMLElement) => void;
  onDrag: (card: DealLine) => void;
  onKey: (event: KeyboardEvent, card: DealLine, cards: DealLine[]) => void;
  onDrop: (to: DealStage) => void;
}

function Column({ column, filters, alerts, current, focused, movable, onMenu, onDrag, onKey, onDrop }: ColumnProps) {
  const t = useTexts();
  const format = useFormats();
  const stageName = useStageName();
  const scroll = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const [further, setFurther] = useState(false);
  const stage = column.stage.code;
  // the board brings the first cards; who scrolls on gets the column by itself
  const pages = useInfiniteQuery({
    queryKey: ['deals', 'column', filters, stage],
    queryFn: ({ pageParam }) => (pageParam ? nextCards(filters, stage, pageParam) : firstCards(filters, stage)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: further,
  });
  const cards = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? column.cards, [pages.data, column.cards]);
  // one function for all drawings, so that scrolling draws only the cards that come into sight
  const latest = useRef({ onKey, cards });
  useEffect(() => {
    latest.current = { onKey, cards };
  });
  const keyed = useCallback((event: KeyboardEvent, card: DealLine) => latest.current.onKey(event, card, latest.current.cards), []);
  const virtual = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 132,
    getItemKey: (index) => cards[index]?.id ?? index,
    overscan: 4,
    gap: 8,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = pages;
  const near = last >= cards.length - 8;
  useEffect(() => {
    if (!near) return;
    if (!further) {
      if (column.next) setFurther(true);
    } else if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [near, further, column.next, hasNextPage, isFetchingNextPage, fetchNextPage]);

  // the card that was moved or gone to by keys takes the focus, wherever it is now
  const wanted = focused ? cards.findIndex((card) => card.id === focused.id) : -1;
  const moment = focused?.at ?? 0;
  useEffect(() => {
    if (wanted < 0) return undefined;
    virtual.scrollToIndex(wanted);
    let tries = 0;
    const focus = () => {
      const link = scroll.current?.querySelector<HTMLElement>(`[data-deal="${focused?.id}"]`);
      if (link) link.focus({ preventScroll: true });
      else if (tries++ < 20) frame = requestAnimationFrame(focus);
    };
    let frame = requestAnimationFrame(focus);
    return () => cancelAnimationFrame(frame);
    // eslint-disable-next-line react/exhaustive-deps -- once for each going there, not for each drawing
  }, [wanted >= 0, moment]);

  const reachable = cards.some((card) => card.id === current) && shown.some(({ index }) => cards[index]?.id === current) ? current : (cards[shown[0]?.index ?? 0]?.id ?? null);
  const name = t.deals.ofColumn(stageName(column.stage), format.number(column.deals));
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- what is dropped here can be moved by keys and by the menu of each card
    <section
      className={over ? 'deal-column over' : 'deal-column'}
      aria-label={name}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop(column.stage);
      }}
    >
      <header>
        <h2>{stageName(column.stage)} <span className="deal-count">{format.number(column.deals)}</span></h2>
        <p title={t.deals.sumHint}>
          {column.sums.length > 0 ? column.sums.map((sum) => <b key={sum.currency}>{format.wholeMoney(sum.minor, sum.currency)}</b>) : <span className="quiet">{t.deals.noSum}</span>}
          {column.unknown > 0 ? <small className="quiet">{t.deals.unknownAmounts(format.number(column.unknown))}</small> : null}
        </p>
      </header>
      <div ref={scroll} className="deal-cards">
        {cards.length === 0 ? <p className="quiet deal-none">{t.deals.emptyColumn}</p> : null}
        <ul style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const card = cards[index];
            if (!card) return null;
            return (
              <li key={card.id} ref={virtual.measureElement} data-index={index} style={{ transform: `translateY(${start}px)` }}>
                <Card
                  card={card}
                  alerts={alerts.get(card.id) ?? NONE}
                  longFrom={column.usual?.old_from_days ?? null}
                  reachable={card.id === reachable}
                  movable={movable}
                  onMenu={onMenu}
                  onDrag={onDrag}
                  onKey={keyed}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}

/** The alerts of the reader's own deals, as Today has them. */
function useAlerts(): ReadonlyMap<string, DealAlert[]> {
  const can = useCan();
  const { data } = useQuery({ ...worklistQuery(), enabled: can('work') });
  return useMemo(() => new Map(data?.deals.map((news) => [news.deal.id, news.alerts.value])), [data]);
}

function Columns({ columns, filters }: { columns: BoardColumn[]; filters: DealFilters }) {
  const t = useTexts();
  const can = useCan();
  const format = useFormats();
  const stageName = useStageName();
  const phone = usePhone();
  const alerts = useAlerts();
  const [said, setSaid] = useState('');
  const [current, setCurrent] = useState<string | null>(null);
  const [focused, setFocused] = useState<{ id: string; at: number } | null>(null);
  const [menu, setMenu] = useState<{ card: DealLine; from: HTMLElement; at: DOMRect } | null>(null);
  const [showing, setShowing] = useState<string | null>(null);
  const { move, waiting, withStep, forget, pending, error } = useMoves(setSaid);
  const { data: known } = useStages();
  const stages = useMemo(() => known ?? columns.map((column) => column.stage), [known, columns]);
  const movable = can('work');

  const go = (id: string | undefined) => {
    if (!id) return;
    setCurrent(id);
    setFocused({ id, at: Date.now() });
  };
  const moveTo = (card: DealLine, to: DealStage) => {
    move(card, to);
    go(card.id);
  };
  const onKey = (event: KeyboardEvent, card: DealLine, cards: DealLine[]) => {
    const column = columns.findIndex((one) => one.stage.code === card.stage.code);
    const at = stages.findIndex((stage) => stage.code === card.stage.code);
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const along = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || (!sideways && !along)) return;
    if (!(event.target instanceof HTMLElement) || !event.target.closest('.deal-card-head')) return;
    event.preventDefault();
    if (along) {
      go(cards[cards.findIndex((one) => one.id === card.id) + along]?.id);
    } else if (sideways && event.shiftKey && movable) {
      const to = stages[at + sideways];
      if (to) moveTo(card, to);
      else setSaid(sideways < 0 ? t.deals.firstStage : t.deals.lastStage);
    } else if (sideways) {
      // the nearest column on that side that has cards
      const others = sideways < 0 ? columns.slice(0, column).toReversed() : columns.slice(column + 1);
      go(others.find((other) => other.cards.length > 0)?.cards[0]?.id);
    }
  };
  const onMenu = useCallback((card: DealLine, from: HTMLElement) => setMenu({ card, from, at: from.getBoundingClientRect() }), []);
  const closeMenu = () => {
    menu?.from.focus();
    setMenu(null);
  };
  const dragged = useRef<DealLine | null>(null);
  const onDrag = useCallback((card: DealLine) => {
    dragged.current = card;
  }, []);
  const onDrop = (to: DealStage) => {
    if (dragged.current) move(dragged.current, to);
    dragged.current = null;
  };

  const chosen = columns.find((column) => column.stage.code === showing) ?? columns.find((column) => column.deals > 0) ?? columns[0];
  const visible = phone ? (chosen ? [chosen] : []) : columns;
  return (
    <>
      <p className="hidden-visually" role="status" aria-live="assertive">{said}</p>
      {phone ? (
        <Choices
          label={t.deals.stage}
          className="deal-stages"
          value={chosen?.stage.code ?? null}
          onChange={setShowing}
          choices={columns.map((column) => ({ value: column.stage.code, text: `${stageName(column.stage)} ${format.number(column.deals)}` }))}
        />
      ) : null}
      <div className="deal-board" role="group" aria-label={t.deals.views.board}>
        {visible.map((column) => (
          <Column
            key={column.stage.code}
            column={column}
            filters={filters}
            alerts={alerts}
            current={current}
            focused={focused}
            movable={movable}
            onMenu={onMenu}
            onDrag={onDrag}
            onKey={onKey}
            onDrop={onDrop}
          />
        ))}
      </div>
      <p className="quiet wide-only">{t.deals.boardKeys}</p>
      {menu ? (
        <Dropdown
          open
          autoFocus
          trigger={['click']}
          // within the page's main part, where screen readers look for it
          getPopupContainer={(anchor) => anchor.closest('main') ?? document.body}
          onOpenChange={(open) => !open && closeMenu()}
          menu={{
            items: [{
              type: 'group', key: 'to', label: t.deals.moveTo,
              children: stages.map((stage) => ({ key: stage.code, label: stageName(stage), disabled: stage.code === menu.card.stage.code })),
            }],
            onClick: ({ key }) => {
              const to = stages.find((stage) => stage.code === key);
              setMenu(null);
              if (to) moveTo(menu.card, to);
            },
          }}
        >
          <span className="deal-menu-at" style={{ left: menu.at.left, top: menu.at.top, width: menu.at.width, height: menu.at.height }} />
        </Dropdown>
      ) : null}
      {waiting ? <StepFirst deal={waiting.card} pending={pending} error={error} onSave={withStep} close={forget} /> : null}
    </>
  );
}

export function Board({ filters }: { filters: DealFilters }) {
  const board = useQuery({ ...boardQuery(filters), placeholderData: (previous) => previous });
  return <Loaded query={board} lines={12}>{(data) => <Columns columns={data.columns} filters={filters} />}</Loaded>;
}
