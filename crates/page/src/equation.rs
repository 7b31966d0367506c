//! Equations as they are typeset: MathML, every name a link to what it stands for.

use interregnum_model::expression::{
    BinaryOperator, Expr, ExprKind, Reference, Subscript, SubscriptKind, UNARY_PRECEDENCE,
    UnaryOperator,
};
use interregnum_model::name::{Key, Name};
use interregnum_model::variable::VariableKind;
use interregnum_model::{Model, Variable};

/// The equation of a variable, `name = ...`, or each of its cases; of a stock what changes it, and
/// what it is at first. Empty where it has none.
///
/// Names are identifiers, not text: text counts as space in MathML, and space around an operator
/// between two spaces goes to the whole.
pub fn equation(model: &Model, variable: &Variable) -> String {
    let Some(equation) = variable.equation() else { return String::new() };
    let typeset = Typeset { model };
    let change = typeset.change(variable).unwrap_or_default();
    let cases = equation.cases.iter().map(|case| {
        let subscripts = typeset.subscripts(&case.subscripts);
        let left = format!("<mrow><mi>{}</mi>{subscripts}</mrow>", escape(&variable.name.written));
        let sign = match variable.kind_word() {
            "stock" => "<mtext>&#xa0;at first</mtext><mo lspace=\"0.4em\" rspace=\"0.4em\">=</mo>",
            _ => "<mo lspace=\"0.4em\" rspace=\"0.4em\">=</mo>",
        };
        let right = typeset.expr(&case.expr, 0);
        format!("<math display=\"block\" role=\"group\"><mrow>{left}{sign}{right}</mrow></math>")
    });
    change + &cases.collect::<String>()
}

/// An expression alone.
pub fn expression(model: &Model, expr: &Expr) -> String {
    format!("<math role=\"group\">{}</math>", Typeset { model }.expr(expr, 0))
}

/// Text between tags and inside quotes.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

struct Typeset<'m> {
    model: &'m Model,
}

impl Typeset<'_> {
    /// What fills a stock less what drains it; nothing for what is no stock or has no flows.
    fn change(&self, variable: &Variable) -> Option<String> {
        let VariableKind::Stock { inflows, outflows, .. } = &variable.kind else { return None };
        let mut right = String::new();
        let signed =
            inflows.iter().map(|flow| (flow, "+")).chain(outflows.iter().map(|it| (it, "−")));
        for (flow, sign) in signed {
            let first = right.is_empty();
            right.push_str(&match (first, sign) {
                (true, "+") => String::new(),
                (true, _) => format!("<mo>{sign}</mo>"),
                (false, _) => format!("<mo lspace=\"0.32em\" rspace=\"0.32em\">{sign}</mo>"),
            });
            right.push_str(&match self.model.variable(&flow.key) {
                Some(known) => link(&flow.written, &known.name.key),
                None => format!("<mi>{}</mi>", escape(&flow.written)),
            });
        }
        let name = escape(&variable.name.written);
        (!right.is_empty()).then(|| {
            format!(
                "<math display=\"block\" role=\"group\"><mrow><mrow><mtext>change of&#xa0;</mtext><mi>{name}</mi>\
                 </mrow><mo lspace=\"0.4em\" rspace=\"0.4em\">=</mo>{right}</mrow></math>"
            )
        })
    }

    /// An expression that stands where everything looser than `outer` needs brackets.
    fn expr(&self, expr: &Expr, outer: u8) -> String {
        match &expr.kind {
            ExprKind::Number(number) => format!("<mn>{number}</mn>"),
            ExprKind::Reference(reference) => self.reference(reference),
            ExprKind::Unary { operator, operand } => {
                let sign = match operator {
                    UnaryOperator::Minus => "<mo>−</mo>",
                    UnaryOperator::Plus => "<mo>+</mo>",
                    UnaryOperator::Not => "<mtext>not&#xa0;</mtext>",
                };
                let inner = format!("{sign}{}", self.expr(operand, UNARY_PRECEDENCE));
                bracketed(inner, outer > UNARY_PRECEDENCE)
            }
            ExprKind::Binary { operator, left, right } => {
                self.binary(*operator, left, right, outer)
            }
            ExprKind::If { condition, then, otherwise } => self.cases(condition, then, otherwise),
            ExprKind::Call { function, arguments } => self.call(function, arguments),
            ExprKind::Error => "<mtext>?</mtext>".to_owned(),
        }
    }

    fn binary(&self, operator: BinaryOperator, left: &Expr, right: &Expr, outer: u8) -> String {
        let own = operator.precedence();
        match operator {
            BinaryOperator::Divide => {
                let (above, below) = (self.expr(left, 0), self.expr(right, 0));
                return format!("<mfrac><mrow>{above}</mrow><mrow>{below}</mrow></mfrac>");
            }
            BinaryOperator::Power => {
                let (base, power) = (self.expr(left, own + 1), self.expr(right, 0));
                return format!("<msup><mrow>{base}</mrow><mrow>{power}</mrow></msup>");
            }
            BinaryOperator::Multiply
            | BinaryOperator::Modulo
            | BinaryOperator::Add
            | BinaryOperator::Subtract
            | BinaryOperator::Less
            | BinaryOperator::LessEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterEqual
            | BinaryOperator::Equal
            | BinaryOperator::NotEqual
            | BinaryOperator::And
            | BinaryOperator::Or => {}
        }
        // To the left first: `a - (b - c)` keeps its brackets.
        let (a, b) = (self.expr(left, own), self.expr(right, own + 1));
        bracketed(format!("{a}{}{b}", sign(operator)), outer > own)
    }

    fn cases(&self, condition: &Expr, then: &Expr, otherwise: &Expr) -> String {
        let mut rows = format!(
            "<mtr><mtd>{}</mtd><mtd><mtext>if&#xa0;</mtext>{}</mtd></mtr>",
            self.expr(then, 0),
            self.expr(condition, 0)
        );
        let mut rest = otherwise;
        while let ExprKind::If { condition, then, otherwise } = &rest.kind {
            rows.push_str(&format!(
                "<mtr><mtd>{}</mtd><mtd><mtext>if&#xa0;</mtext>{}</mtd></mtr>",
                self.expr(then, 0),
                self.expr(condition, 0)
            ));
            rest = otherwise;
        }
        rows.push_str(&format!(
            "<mtr><mtd>{}</mtd><mtd><mtext>otherwise</mtext></mtd></mtr>",
            self.expr(rest, 0)
        ));
        format!(
            "<mrow><mo stretchy=\"true\">{{</mo><mtable class=\"cases\" displaystyle=\"true\" columnalign=\"left left\">{rows}</mtable></mrow>"
        )
    }

    fn call(&self, function: &Name, arguments: &[Expr]) -> String {
        let all: Vec<String> = arguments.iter().map(|one| self.expr(one, 0)).collect();
        let name = match self.model.variable(&function.key) {
            Some(variable) => link(&function.written, &variable.name.key),
            None => format!(
                "<mtext class=\"function\">{}</mtext>",
                escape(&function.written.to_lowercase())
            ),
        };
        let all = all.join("<mo separator=\"true\">,</mo>");
        format!("<mrow>{name}<mo fence=\"true\">(</mo>{all}<mo fence=\"true\">)</mo></mrow>")
    }

    fn reference(&self, reference: &Reference) -> String {
        let name = match self.model.variable(&reference.name.key) {
            Some(variable) => link(&reference.name.written, &variable.name.key),
            None => format!("<mi>{}</mi>", escape(&reference.name.written)),
        };
        format!("<mrow>{name}{}</mrow>", self.subscripts(&reference.subscripts))
    }

    fn subscripts(&self, subscripts: &[Subscript]) -> String {
        if subscripts.is_empty() {
            return String::new();
        }
        let all: Vec<String> = subscripts.iter().map(|one| self.subscript(&one.kind)).collect();
        let all = all.join("<mo separator=\"true\">,</mo>");
        format!("<mo fence=\"true\">[</mo>{all}<mo fence=\"true\">]</mo>")
    }

    fn subscript(&self, kind: &SubscriptKind) -> String {
        let text = |words: String| format!("<mtext>{}</mtext>", escape(&words));
        match kind {
            SubscriptKind::Name(name) => text(name.to_string()),
            SubscriptKind::All => text("all".to_owned()),
            SubscriptKind::AllOf(name) => text(format!("all of {name}")),
            SubscriptKind::Between(first, last) => text(format!("{first} to {last}")),
            SubscriptKind::Index(expr) => self.expr(expr, 0),
        }
    }
}

fn link(written: &str, key: &Key) -> String {
    let (written, key) = (escape(written), escape(key.as_str()));
    format!(
        "<mi><a class=\"name\" data-variable=\"{key}\" href=\"#/variable/{key}\">{written}</a></mi>"
    )
}

fn bracketed(inner: String, needed: bool) -> String {
    if needed {
        format!("<mrow><mo fence=\"true\">(</mo>{inner}<mo fence=\"true\">)</mo></mrow>")
    } else {
        format!("<mrow>{inner}</mrow>")
    }
}

fn sign(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Multiply => "<mo lspace=\"0.28em\" rspace=\"0.28em\">×</mo>",
        BinaryOperator::Modulo => "<mtext>&#xa0;mod&#xa0;</mtext>",
        BinaryOperator::Add => "<mo lspace=\"0.32em\" rspace=\"0.32em\">+</mo>",
        BinaryOperator::Subtract => "<mo lspace=\"0.32em\" rspace=\"0.32em\">−</mo>",
        BinaryOperator::Less => "<mo lspace=\"0.32em\" rspace=\"0.32em\">&lt;</mo>",
        BinaryOperator::LessEqual => "<mo lspace=\"0.32em\" rspace=\"0.32em\">≤</mo>",
        BinaryOperator::Greater => "<mo lspace=\"0.32em\" rspace=\"0.32em\">&gt;</mo>",
        BinaryOperator::GreaterEqual => "<mo lspace=\"0.32em\" rspace=\"0.32em\">≥</mo>",
        BinaryOperator::Equal => "<mo lspace=\"0.32em\" rspace=\"0.32em\">=</mo>",
        BinaryOperator::NotEqual => "<mo lspace=\"0.32em\" rspace=\"0.32em\">≠</mo>",
        BinaryOperator::And => "<mtext>&#xa0;and&#xa0;</mtext>",
        BinaryOperator::Or => "<mtext>&#xa0;or&#xa0;</mtext>",
        BinaryOperator::Power | BinaryOperator::Divide => "",
    }
}

#[cfg(test)]
mod tests {
    use super::equation;

    #[test]
    fn a_stock_says_what_changes_it_and_what_it_is_at_first() {
        let chapter = "\
```model
stock tea [degree] assumed \"x\"
    initial 80
    out cooling
flow cooling [degree/minute] assumed \"x\"
    = 1
```
";
        let model = interregnum_formats::chapters::read_text("tea.md", chapter).model;
        let written: Vec<String> = model.variables.iter().map(|it| equation(&model, it)).collect();
        assert!(written[0].contains("change of&#xa0;</mtext><mi>tea</mi>"), "{}", written[0]);
        assert!(written[0].contains("<mo>−</mo><mi><a class=\"name\" data-variable=\"cooling\""));
        assert!(written[0].contains("at first") && written[0].contains("<mn>80</mn>"));
        assert!(!written[1].contains("change of"));
    }
}
