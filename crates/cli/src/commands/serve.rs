//! `interregnum serve`: the model in a page.

use crate::commands::summary;
use crate::outcome::{Answer, Outcome, Trouble, print, say};
use std::io::IsTerminal;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

/// Where the page is found unless another place is asked for.
const PORT: u16 = 7707;

/// Shows a model in a page in the browser: read, pull levers, contest equations
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A book (folder with book.toml), a chapter (.md), or an XMILE or Vensim file; the first book if left out
    model: Option<PathBuf>,
    /// Listen at this port; another free one if it is taken and none was asked for
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Listen at this address, so that others can read; they cannot save
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Do not open a browser
    #[arg(long)]
    no_open: bool,
}

const EXAMPLES: &str = "\
Examples:
  interregnum serve books/khrushchev
  interregnum serve model.mdl --port 8000
  interregnum serve books/khrushchev --host 0.0.0.0      for a class; nobody can save then

Ctrl-C ends it.";

/// Shows a model in a page.
pub fn run(arguments: &Arguments) -> Outcome {
    let path = match &arguments.model {
        Some(path) => path.clone(),
        None => summary::find()?,
    };
    let browser = if arguments.no_open { Browser::LeftAlone } else { Browser::Opened };
    show(&path, arguments.host, arguments.port, browser)
}

/// What `interregnum` alone does: the page where there is somebody to see it, else the summary.
pub fn first_book() -> Outcome {
    if !std::io::stdout().is_terminal() || !has_browser() {
        return summary::run(&summary::Arguments::default());
    }
    show(&summary::find()?, IpAddr::V4(Ipv4Addr::LOCALHOST), None, Browser::Opened)
}

/// Whether a browser could open a window: on Linux and the like where there is a display.
fn has_browser() -> bool {
    let display = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(windows) || cfg!(target_os = "macos") || display("DISPLAY") || display("WAYLAND_DISPLAY")
}

/// Whether the browser is told of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Browser {
    Opened,
    LeftAlone,
}

fn show(path: &Path, host: IpAddr, port: Option<u16>, browser: Browser) -> Outcome {
    if !path.exists() {
        return Err(Trouble::new(format!("`{}` does not exist", path.display()))
            .help("name a book, a chapter, an XMILE or a Vensim file"));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime =
        runtime.map_err(|error| Trouble::new(format!("cannot start a server: {error}")))?;
    runtime.block_on(async {
        let served = listen(path, host, port).await?;
        let address = format!("http://{}", served.address);
        let text = format!(
            "{address} shows {}; Ctrl-C ends it\n(`interregnum summary` prints it here instead)\n",
            path.display()
        );
        print(&text)?;
        if browser == Browser::Opened && has_browser() && open::that_detached(&address).is_err() {
            say("note: no browser could be opened; open the address yourself");
        }
        let ended = served.run(|note| say(&format!("note: {note}"))).await;
        ended
            .map(|()| Answer::Good)
            .map_err(|error| Trouble::new(format!("the server ended: {error}")))
    })
}

async fn listen(
    path: &Path,
    host: IpAddr,
    port: Option<u16>,
) -> Result<interregnum_page::Served, Trouble> {
    let wanted = SocketAddr::new(host, port.unwrap_or(PORT));
    match (interregnum_page::serve(path, wanted).await, port) {
        (Ok(served), _) => Ok(served),
        // Another page is open already: a free port does as well.
        (Err(_), None) => {
            interregnum_page::serve(path, SocketAddr::new(host, 0)).await.map_err(refused)
        }
        (Err(error), Some(_)) => Err(refused(error)),
    }
}

fn refused(error: std::io::Error) -> Trouble {
    Trouble::new(format!("cannot listen: {error}")).help("choose another `--port` or `--host`")
}
