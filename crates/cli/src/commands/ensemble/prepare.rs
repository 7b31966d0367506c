//! From what was asked for to an ensemble that can be run, and what tells it from every other.

use super::found::Outputs;
use super::wanted::Asked;
use super::{Arguments, block_file::Identity, vary};
use crate::opened::{Opened, Questioned, open_asking, tell};
use crate::outcome::Trouble;
use crate::results::about::{ENGINE, method_word};
use crate::switches::{element, explain, split_elements};
use interregnum_compile::Program;
use interregnum_compile::program::{Layout, Role, VariableId};
use interregnum_model::claim::Query;
use interregnum_model::name::{Key, nearest};
use interregnum_run::Settings;
use interregnum_run::ensemble::{Design, Plan};
use interregnum_run::run::element_name;
use interregnum_study::ensemble::Ensemble;

/// A model with its questions and the settings that all members share.
pub struct Prepared {
    pub opened: Opened,
    asks: Vec<Query>,
    hash: String,
    base: Settings,
    /// Without the levers that the book pulls in members.
    base_run: Settings,
    columns: Vec<(VariableId, u32)>,
    model: String,
    with: Vec<String>,
}

impl Prepared {
    /// Opens the model; what is wrong with the wishes is told in one go.
    pub fn new(arguments: &Arguments, asked: &Asked) -> Result<Prepared, Trouble> {
        let Questioned { opened, asks, hash } = open_asking(&arguments.model, &asked.ask)?;
        let program = &opened.program;
        let mut base_run = Settings::new(program);
        let mut faults = asked.switches.apply(program, &mut base_run);
        faults.extend(arguments.timing.apply(&mut base_run).err());
        // What the user says wins over the book's levers.
        let mut base = Settings { time: base_run.time.clone(), ..Settings::new(program) };
        let always = &opened.model.book.ensemble.with;
        for lever in always {
            let pulled = base.pull(program, &lever.key, None, None);
            faults.extend(pulled.err().map(|bad| explain(program, bad)));
        }
        // What is wrong with it has been said.
        let _ = asked.switches.apply(program, &mut base);
        let columns = match columns(&opened, &asked.variables) {
            Ok(columns) => columns,
            Err(fault) => {
                faults.push(fault);
                Vec::new()
            }
        };
        if !faults.is_empty() {
            return Err(Trouble::all(faults));
        }
        let with = always.iter().map(|lever| lever.written.to_string());
        let with = with.chain(asked.switches.with.iter().cloned()).collect();
        let title = &opened.model.book.title;
        let path = arguments.model.display().to_string();
        let model = if title.is_empty() { path } else { title.clone() };
        Ok(Prepared { opened, asks, hash, base, base_run, columns, model, with })
    }

    /// The plan of its members.
    pub fn plan(&self, asked: &Asked, outputs: &Outputs) -> Result<Plan, Trouble> {
        outputs.check()?;
        self.fits(outputs)?;
        let program = &self.opened.program;
        let book = &self.opened.model.book.ensemble;
        let axes = vary::axes(program, &self.base, &asked.vary, &asked.switch, book.vary)?;
        let members = match (asked.members, asked.design) {
            (None, Design::Grid) => None,
            (members, _) => Some(members.unwrap_or(u64::from(book.members.max(1)))),
        };
        let seed = asked.seed.unwrap_or(book.seed);
        Plan::new(asked.design, members, asked.repeat, seed, axes, self.base.clone())
            .map_err(|bad| Trouble::new(bad.to_string()))
    }

    /// The ensemble, ready to be run.
    pub fn ensemble<'a>(
        &'a self,
        plan: &'a Plan,
        asked: &Asked,
        outputs: &Outputs,
    ) -> Result<Ensemble<'a>, Trouble> {
        let Opened { model, program } = &self.opened;
        let buckets = self.buckets(outputs);
        let columns = self.columns.clone();
        let base_run = &self.base_run;
        Ensemble::new(model, program, plan, base_run, columns, &self.asks, buckets).map_err(
            |findings| {
                tell(&findings, &model.sources);
                let many = if asked.ask.len() == 1 { "the question" } else { "the questions" };
                Trouble::new(format!("{many} cannot be asked"))
            },
        )
    }

    /// As many buckets as were asked for; else as many as are quick, and keep all summaries together
    /// within a quarter of a gigabyte, what waits to be counted and the sums included.
    fn buckets(&self, outputs: &Outputs) -> u32 {
        const QUICK: u64 = 512;
        const FEWEST: u64 = 32;
        const MOST_BYTES: u64 = 96 << 20;
        let fitting = (MOST_BYTES / 16 / self.summaries()).clamp(FEWEST, QUICK) as u32;
        outputs.buckets.unwrap_or(fitting)
    }

    /// How many summaries there will be: of each column at each moment, and of each question.
    fn summaries(&self) -> u64 {
        let time = &self.base.time;
        let rows = ((time.stop - time.start) / time.saveper.max(time.dt)) as u64;
        let columns = self.columns.len() as u64;
        rows.saturating_add(1).saturating_mul(columns).saturating_add(self.asks.len() as u64).max(1)
    }

    /// Refuses summaries that no ordinary memory holds.
    fn fits(&self, outputs: &Outputs) -> Result<(), Trouble> {
        /// What a summary takes beside its buckets of two words each.
        const BESIDE: u64 = 256;
        const MOST_BYTES: u64 = 4 << 30;
        let buckets = self.buckets(outputs);
        let bytes = self.summaries().saturating_mul(u64::from(buckets) * 16 + BESIDE);
        if bytes <= MOST_BYTES {
            return Ok(());
        }
        let message = format!(
            "{} summaries of {buckets} buckets would fill up to {:.0} GB",
            self.summaries(),
            bytes as f64 / 1e9
        );
        Err(Trouble::new(message)
            .help("ask for fewer `--buckets`, name fewer variables with `--variable`, or save less often with `--saveper`"))
    }

    /// What tells this ensemble from every other.
    pub fn identity(
        &self,
        plan: &Plan,
        asked: &Asked,
        outputs: &Outputs,
        series: bool,
    ) -> Identity {
        let program = &self.opened.program;
        let name = |variable: VariableId, at: u32| {
            let layout = program.variables.get(variable.0 as usize);
            layout.map(|layout| element_name(layout, at)).unwrap_or_default()
        };
        let time = &self.base.time;
        let of = |axis: &interregnum_run::ensemble::Axis| {
            let layout = program.variables.iter().find(|it| it.name == axis.name);
            let name = layout.map(|layout| element_name(layout, axis.element));
            let name = name.unwrap_or_else(|| axis.name.to_string());
            format!("{name} = {}", vary::words(&axis.how))
        };
        Identity {
            engine: ENGINE.to_owned(),
            model: self.model.clone(),
            model_hash: self.hash.clone(),
            members: plan.members(),
            design: plan.design().as_str().to_owned(),
            seed: plan.seed(),
            repeat: plan.repeat(),
            varies: plan.axes().iter().map(of).collect(),
            with: self.with.clone(),
            off: asked.switches.off.clone(),
            set: asked.switches.set.clone(),
            start: time.start,
            stop: time.stop,
            dt: time.dt,
            saveper: time.saveper,
            method: method_word(&self.base).to_owned(),
            time_unit: time.unit.to_string(),
            columns: self.columns.iter().map(|(variable, at)| name(*variable, *at)).collect(),
            asks: asked.ask.clone(),
            buckets: self.buckets(outputs),
            series,
        }
    }
}

/// What is summarized: what was named, else what the book shows, else all stocks.
fn columns(opened: &Opened, names: &[String]) -> Result<Vec<(VariableId, u32)>, Trouble> {
    let program = &opened.program;
    let all = || (0..).map(VariableId).zip(&program.variables).filter(|(_, it)| !it.hidden);
    let mut found: Vec<(VariableId, u32)> = Vec::new();
    let mut add = |id: VariableId, layout: &Layout, at: Option<u32>| {
        let elements = at.map_or(0..layout.count, |at| at..at + 1);
        for pair in elements.map(|at| (id, at)) {
            if !found.contains(&pair) {
                found.push(pair);
            }
        }
    };
    let mut faults = Vec::new();
    for text in names {
        match named(program, text) {
            Ok((id, layout, at)) => add(id, layout, at),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(Trouble::all(faults));
    }
    if names.is_empty() {
        let show = &opened.model.book.show;
        for (id, layout) in all() {
            let wanted = if show.is_empty() {
                layout.role == Role::Stock
            } else {
                show.contains(&layout.name)
            };
            if wanted {
                add(id, layout, None);
            }
        }
    }
    Ok(found)
}

fn named<'a>(
    program: &'a Program,
    text: &str,
) -> Result<(VariableId, &'a Layout, Option<u32>), Trouble> {
    let (name, elements) = split_elements(text);
    let key = Key::new(name);
    let all = || (0..).map(VariableId).zip(&program.variables).filter(|(_, it)| !it.hidden);
    let Some((id, layout)) = all().find(|(_, layout)| layout.name.key == key) else {
        let trouble = Trouble::new(format!("there is no variable `{}`", name.trim()));
        return Err(match nearest(name, all().map(|(_, layout)| &*layout.name.written)) {
            Some(near) => trouble.help(format!("did you mean `{near}`?")),
            None => trouble,
        });
    };
    Ok((id, layout, elements.map(|elements| element(layout, elements)).transpose()?))
}
