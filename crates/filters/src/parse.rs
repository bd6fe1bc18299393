//! From text to a raw tree: winnow takes the text apart into tokens, and a descent over these builds the tree, so that a
//! problem can say what was expected at its place. Nothing here knows the fields.

use winnow::{
    LocatingSlice, ModalResult, Parser,
    combinator::{alt, delimited, preceded, repeat},
    token::{any, none_of, one_of, take_while},
};

use crate::{DEEPEST, LONGEST, MOST_TESTS, MOST_VALUES, Problem, ProblemCode};

/// Bytes of the text from and until which something stands.
pub(crate) type Span = (usize, usize);

/// A word or a quoted text, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub text: String,
    pub quoted: bool,
    pub span: Span,
}

/// How a field is compared, as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    Less,
    AtMost,
    More,
    AtLeast,
    Between,
    In,
    Contains,
    Begins,
    Unknown,
}

/// A comparison as it was written.
#[derive(Clone, Debug)]
pub(crate) struct RawTest {
    pub field: Said,
    pub operator: Operator,
    pub operator_span: Span,
    pub values: Vec<Said>,
}

#[derive(Clone, Debug)]
pub(crate) enum Raw {
    All(Vec<Raw>),
    Any(Vec<Raw>),
    Not(Box<Raw>),
    Test(RawTest),
}

/// What was parsed, with the text that problems quote.
#[derive(Clone, Debug)]
pub(crate) struct Parsed<'a> {
    pub text: &'a str,
    pub root: Raw,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Quoted(String),
    Open,
    Close,
    Comma,
    Equal,
    NotEqual,
    Less,
    AtMost,
    More,
    AtLeast,
    /// a quotation mark without an end
    Unclosed,
    /// a character that has no place
    Stray,
}

type Input<'a> = LocatingSlice<&'a str>;

/// Characters that end a word.
const MARKS: [char; 19] =
    ['(', ')', '（', '）', ',', '，', '、', '=', '＝', '!', '！', '<', '>', '≠', '≤', '≥', '"', '“', '”'];

fn word(input: &mut Input<'_>) -> ModalResult<Token> {
    let within = |c: char| !c.is_whitespace() && !c.is_control() && !MARKS.contains(&c);
    take_while(1.., within).map(|word: &str| Token::Word(word.to_owned())).parse_next(input)
}

fn quoted(input: &mut Input<'_>) -> ModalResult<Token> {
    let plain = |end: char| (none_of(move |c: char| c == end || c == '\\' || c.is_control())).map(Some);
    let escaped = preceded('\\', one_of(['"', '\\', '”'])).map(Some);
    let straight = delimited('"', repeat(0.., alt((plain('"'), escaped))), '"');
    let escaped = preceded('\\', one_of(['"', '\\', '”'])).map(Some);
    let curly = delimited('“', repeat(0.., alt((plain('”'), escaped))), '”');
    alt((straight, curly))
        .map(|chars: Vec<Option<char>>| Token::Quoted(chars.into_iter().flatten().collect()))
        .parse_next(input)
}

fn mark(input: &mut Input<'_>) -> ModalResult<Token> {
    alt((
        alt(("!=", "！=", "≠", "<>")).value(Token::NotEqual),
        alt(("<=", "≤")).value(Token::AtMost),
        alt((">=", "≥")).value(Token::AtLeast),
        '<'.value(Token::Less),
        '>'.value(Token::More),
        one_of(['=', '＝']).value(Token::Equal),
        one_of(['(', '（']).value(Token::Open),
        one_of([')', '）']).value(Token::Close),
        one_of([',', '，', '、']).value(Token::Comma),
    ))
    .parse_next(input)
}

fn token(input: &mut Input<'_>) -> ModalResult<Token> {
    alt((quoted, mark, word, one_of(['"', '“']).value(Token::Unclosed), any.value(Token::Stray))).parse_next(input)
}

fn tokens(text: &str) -> Vec<(Token, Span)> {
    let spanned =
        token.with_span().map(|(token, range): (Token, std::ops::Range<usize>)| (token, (range.start, range.end)));
    let mut all = preceded(blanks, repeat(0.., (spanned, blanks).map(|(token, ())| token)));
    let found: ModalResult<Vec<(Token, Span)>> = all.parse_next(&mut LocatingSlice::new(text));
    found.unwrap_or_default()
}

/// Blanks of any script: the wide one of Chinese is among them.
fn blanks(input: &mut Input<'_>) -> ModalResult<()> {
    take_while(0.., char::is_whitespace).void().parse_next(input)
}

pub(crate) fn parse(text: &str) -> Result<Parsed<'_>, Problem> {
    if text.len() > LONGEST {
        return Err(Problem::at(ProblemCode::TooLong, text, (LONGEST, LONGEST)));
    }
    let text = text.trim_end();
    let tokens = tokens(text);
    for (token, span) in &tokens {
        match token {
            Token::Unclosed => return Err(Problem::at(ProblemCode::UnclosedText, text, (span.0, text.len()))),
            Token::Stray => return Err(Problem::at(ProblemCode::BadCharacter, text, *span)),
            _ => {}
        }
    }
    if tokens.is_empty() {
        return Err(Problem::at(ProblemCode::Empty, text, (0, 0)));
    }
    let mut descent = Descent { text, tokens, place: 0, tests: 0 };
    let root = descent.either(0)?;
    match descent.peek() {
        None => Ok(Parsed { text, root }),
        Some(_) => Err(descent.problem(ProblemCode::AndOrExpected)),
    }
}

/// Words of the language, in lower case, with what each says.
const AND: &[&str] = &["and", "且", "并且", "而且"];
const OR: &[&str] = &["or", "或", "或者"];
const NOT: &[&str] = &["not", "非", "不"];
const IS: &[&str] = &["is", "是", "为"];
const UNKNOWN: &[&str] = &["unknown", "未知", "空", "empty"];
const KNOWN: &[&str] = &["known", "已知"];
/// An operator in one word; the flag turns it round.
const OPERATORS: &[(&str, Operator, bool)] = &[
    ("in", Operator::In, false),
    ("属于", Operator::In, false),
    ("不属于", Operator::In, true),
    ("contains", Operator::Contains, false),
    ("包含", Operator::Contains, false),
    ("不包含", Operator::Contains, true),
    ("begins", Operator::Begins, false),
    ("开头是", Operator::Begins, false),
    ("开头为", Operator::Begins, false),
    ("between", Operator::Between, false),
    ("介于", Operator::Between, false),
    ("等于", Operator::Equal, false),
    ("不等于", Operator::Equal, true),
    ("大于", Operator::More, false),
    ("晚于", Operator::More, false),
    ("小于", Operator::Less, false),
    ("早于", Operator::Less, false),
    ("不小于", Operator::AtLeast, false),
    ("不早于", Operator::AtLeast, false),
    ("大于等于", Operator::AtLeast, false),
    ("不大于", Operator::AtMost, false),
    ("不晚于", Operator::AtMost, false),
    ("小于等于", Operator::AtMost, false),
    ("未知", Operator::Unknown, false),
    ("为空", Operator::Unknown, false),
    ("已知", Operator::Unknown, true),
    ("不为空", Operator::Unknown, true),
];
const UNTIL: &[&str] = &["and", "to", "到", "至", "且"];

/// Words that end a value where one may stand, and so are quoted there when printed.
pub(crate) fn is_reserved(word: &str) -> bool {
    let word = word.to_lowercase();
    [AND, OR, NOT, UNTIL].iter().any(|set| set.contains(&word.as_str()))
}

/// Whether a text can stand without quotation marks.
pub(crate) fn is_bare(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.' || c == '-' || c == '+')
        && !is_reserved(text)
}

struct Descent<'a> {
    text: &'a str,
    tokens: Vec<(Token, Span)>,
    place: usize,
    tests: usize,
}

impl Descent<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.place).map(|(token, _)| token)
    }

    fn span(&self) -> Span {
        self.tokens.get(self.place).map_or((self.text.len(), self.text.len()), |(_, span)| *span)
    }

    fn problem(&self, code: ProblemCode) -> Problem {
        Problem::at(code, self.text, self.span())
    }

    fn takes(&mut self, token: &Token) -> bool {
        let here = self.peek() == Some(token);
        self.place += usize::from(here);
        here
    }

    /// The word here in lower case.
    fn word(&self) -> Option<String> {
        match self.peek() {
            Some(Token::Word(word)) => Some(word.to_lowercase()),
            _ => None,
        }
    }

    fn takes_word(&mut self, words: &[&str]) -> bool {
        let here = self.word().is_some_and(|word| words.contains(&word.as_str()));
        self.place += usize::from(here);
        here
    }

    fn either(&mut self, depth: usize) -> Result<Raw, Problem> {
        let mut parts = vec![self.both(depth)?];
        while self.takes_word(OR) {
            parts.push(self.both(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Raw::Any(parts) })
    }

    fn both(&mut self, depth: usize) -> Result<Raw, Problem> {
        let mut parts = vec![self.one(depth)?];
        while self.takes_word(AND) {
            parts.push(self.one(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Raw::All(parts) })
    }

    fn one(&mut self, depth: usize) -> Result<Raw, Problem> {
        if depth > DEEPEST {
            return Err(self.problem(ProblemCode::TooDeep));
        }
        if self.takes_word(NOT) {
            return Ok(Raw::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.takes(&Token::Open) {
            let inner = self.either(depth + 1)?;
            if !self.takes(&Token::Close) {
                let code =
                    if self.peek().is_none() { ProblemCode::UnclosedBracket } else { ProblemCode::AndOrExpected };
                return Err(self.problem(code));
            }
            return Ok(inner);
        }
        self.test()
    }

    fn test(&mut self) -> Result<Raw, Problem> {
        self.tests += 1;
        if self.tests > MOST_TESTS {
            return Err(self.problem(ProblemCode::TooManyTests));
        }
        let Some(Token::Word(text)) = self.peek().cloned() else {
            return Err(self.problem(ProblemCode::FieldExpected));
        };
        let field = Said { text, quoted: false, span: self.span() };
        self.place += 1;
        let operator_span = self.span();
        let (operator, negated) = self.operator()?;
        let values = self.values(operator)?;
        let test = Raw::Test(RawTest { field, operator, operator_span, values });
        Ok(if negated { Raw::Not(Box::new(test)) } else { test })
    }

    fn operator(&mut self) -> Result<(Operator, bool), Problem> {
        let sign = match self.peek() {
            Some(Token::Equal) => Some((Operator::Equal, false)),
            Some(Token::NotEqual) => Some((Operator::Equal, true)),
            Some(Token::Less) => Some((Operator::Less, false)),
            Some(Token::AtMost) => Some((Operator::AtMost, false)),
            Some(Token::More) => Some((Operator::More, false)),
            Some(Token::AtLeast) => Some((Operator::AtLeast, false)),
            _ => None,
        };
        if let Some(found) = sign {
            self.place += 1;
            return Ok(found);
        }
        if self.takes_word(IS) {
            let negated = self.takes_word(NOT);
            if self.takes_word(UNKNOWN) {
                return Ok((Operator::Unknown, negated));
            }
            if self.takes_word(KNOWN) {
                return Ok((Operator::Unknown, !negated));
            }
            return Ok((Operator::Equal, negated));
        }
        let negated = self.takes_word(NOT);
        let word = self.word().unwrap_or_default();
        match OPERATORS.iter().find(|(known, ..)| *known == word) {
            Some((_, operator, turned)) => {
                self.place += 1;
                Ok((*operator, negated != *turned))
            }
            None => Err(self.problem(ProblemCode::OperatorExpected).expecting([
                "=",
                "in",
                "contains",
                "<",
                ">",
                "is unknown",
            ])),
        }
    }

    fn values(&mut self, operator: Operator) -> Result<Vec<Said>, Problem> {
        match operator {
            Operator::Unknown => Ok(Vec::new()),
            Operator::Between => {
                let low = self.value()?;
                if !self.takes_word(UNTIL) {
                    return Err(self.problem(ProblemCode::ValueExpected).expecting(["and", "到"]));
                }
                Ok(vec![low, self.value()?])
            }
            Operator::In => {
                if !self.takes(&Token::Open) {
                    return Ok(vec![self.value()?]);
                }
                let mut values = vec![self.value()?];
                while self.takes(&Token::Comma) {
                    if values.len() == MOST_VALUES {
                        return Err(self.problem(ProblemCode::TooManyValues));
                    }
                    values.push(self.value()?);
                }
                if self.takes(&Token::Close) { Ok(values) } else { Err(self.problem(ProblemCode::UnclosedBracket)) }
            }
            _ => Ok(vec![self.value()?]),
        }
    }

    fn value(&mut self) -> Result<Said, Problem> {
        let span = self.span();
        let said = match self.peek() {
            Some(Token::Word(word)) if !is_reserved(word) => Said { text: word.clone(), quoted: false, span },
            Some(Token::Quoted(text)) => Said { text: text.clone(), quoted: true, span },
            _ => return Err(self.problem(ProblemCode::ValueExpected)),
        };
        self.place += 1;
        Ok(said)
    }
}
