#include "app/cli/option_table.hpp"

#include "app/cli/command_table.hpp"
#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/registry.hpp"

#include <charconv>
#include <cmath>

namespace vitrine::cli {
namespace {

template <class T>
T parsed(const std::string& option, const std::string& text, const std::string& expected) {
  T value{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  const bool whole = error == std::errc() && stop == end;
  if constexpr (std::is_floating_point_v<T>) {
    if (whole && std::isfinite(value)) return value;
  } else {
    if (whole) return value;
  }
  throw UsageError(option + " " + text + ": give " + expected +
                   (text.find(',') == std::string::npos ? "" : ", with a decimal point"));
}

double positive(const std::string& option, const std::string& text, const std::string& expected) {
  const double value = parsed<double>(option, text, expected);
  if (!(value > 0)) throw UsageError(option + " " + text + ": give " + expected);
  return value;
}

/// "1.06" or "1.06,1.06,2.1".
Vector3 voxelSize(const std::string& text) {
  constexpr const char* kExpected = "one positive number of A per voxel, or three as x,y,z";
  std::vector<double> values;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    values.push_back(positive("--voxel-size", text.substr(begin, end - begin), kExpected));
    begin = end + 1;
  }
  if (values.size() == 1) return {values[0], values[0], values[0]};
  if (values.size() != 3) throw UsageError("--voxel-size " + text + ": give " + kExpected);
  return {values[0], values[1], values[2]};
}

/// The value paired with `text` in a small list of words.
template <class T>
T oneOf(const std::string& option, const std::string& text, std::initializer_list<std::pair<const char*, T>> words) {
  std::string known;
  for (const auto& [word, value] : words) {
    if (text == word) return value;
    known += (known.empty() ? "" : ", ") + std::string(word);
  }
  throw UsageError(option + " " + text + ": use " + known);
}

/// Core's refusal of a word, as wrong usage.
template <class Call>
auto asUsage(Call&& call) {
  try {
    return call();
  } catch (const InputError& error) {
    throw UsageError(error.what());
  }
}

void addParameter(Arguments& arguments, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
    throw UsageError("--param " + text + ": write CHECK.NAME=VALUE; vitrine report --list-params lists all");
  const std::string name = text.substr(0, equals);
  asUsage([&] { requireKnownParameter(name); });
  if (!arguments.request.parameters.emplace(name, text.substr(equals + 1)).second)
    throw UsageError("--param " + name + " was given twice");
}

void setEntry(Arguments& arguments, const std::string& text) {
  std::error_code error;
  if (!std::filesystem::exists(text, error) && (text.starts_with("EMD-") || text.starts_with("emd-")))
    throw UsageError(
        "--entry " + text +
        ": this version looks up nothing on the network; save the entry's JSON from the EMDB and name that file");
  arguments.request.entry = text;
}

constexpr const char* kLevelExpected = "a contour level in map units, a number such as 0.025";

constexpr unsigned kMaps = kWindow | kReport | kEstimate | kCompare;
constexpr unsigned kReading = kMaps | kInfo | kThumbnail;
constexpr unsigned kAll = kReading | kDemo;

const Option kOptions[] = {
    {"from", "PATH",
     "a RELION or cryoSPARC job folder, postprocess.star, a .cs file or the folder of an EMDB entry: fills every role "
     "that no other option names, and says what it chose",
     kWindow | kReport | kEstimate, [](Arguments& a, const std::string& v) { a.from = v; }},
    {"half1", "FILE", "first half map; both or neither", kMaps,
     [](Arguments& a, const std::string& v) { a.request.half1 = v; }},
    {"half2", "FILE", "second half map", kMaps, [](Arguments& a, const std::string& v) { a.request.half2 = v; }},
    {"mask", "FILE", "a mask of your own; otherwise masks are constructed from the contour level", kMaps,
     [](Arguments& a, const std::string& v) { a.request.mask = v; }},
    {"model", "FILE", "atomic model (PDB or mmCIF); named in the report", kMaps,
     [](Arguments& a, const std::string& v) { a.request.model = v; }},
    {"author-fsc", "FILE", "FSC curve of another program (EMDB XML, RELION STAR, cryoSPARC, CSV); may be repeated",
     kMaps, [](Arguments& a, const std::string& v) { a.request.authorCurves.emplace_back(v); }, true},
    {"threshold", "T", "contour level in map units; default: the level enclosing 1 % of the voxels", kMaps,
     [](Arguments& a, const std::string& v) {
       a.request.threshold = parsed<double>("--threshold", v, kLevelExpected);
     }},
    {"resolution", "R", "reported resolution in A", kMaps,
     [](Arguments& a, const std::string& v) {
       a.request.resolution = positive("--resolution", v, "a positive number of A");
     }},
    {"voxel-size", "A", "A per voxel, one number or x,y,z; overrides the header", kReading,
     [](Arguments& a, const std::string& v) { a.request.hints.voxelSize = voxelSize(v); }},
    {"symmetry", "S", "imposed point group: C1 (default), Cn, Dn, T, O or I", kMaps,
     [](Arguments& a, const std::string& v) { a.request.symmetry = asUsage([&] { return pointGroup(v); }); }},
    {"entry", "FILE", "saved EMDB metadata (JSON): title, authors, date, resolution, contour level", kMaps, setEntry},
    {"checks", "LIST", "ids (0.a,0.c), levels (0, 1) or all (default)", kReport | kEstimate | kCompare,
     [](Arguments& a, const std::string& v) { a.checks = asUsage([&] { return selectChecks(v); }); }},
    {"param", "CHECK.NAME=VALUE", "one parameter of one check; may be repeated", kMaps, addParameter, true},
    {"list-params", "", "print all parameters with their defaults and leave", kReport,
     [](Arguments& a, const std::string&) { a.listParameters = true; }},
    {"pdf", "FILE", "write the report as PDF", kReport,
     [](Arguments& a, const std::string& v) {
       if (v == "-") throw UsageError("--pdf -: a PDF is written to a file; only --json can go to stdout");
       a.pdf = v;
     }},
    {"json", "FILE", "write the numbers as JSON; - is stdout", kReport | kInfo | kEstimate | kCompare,
     [](Arguments& a, const std::string& v) { a.json = v; }},
    {"html", "FILE", "write the report as one HTML file", kReport | kCompare,
     [](Arguments& a, const std::string& v) {
       if (v == "-") throw UsageError("--html -: HTML is written to a file; only --json can go to stdout");
       a.html = v;
     }},
    {"csv", "DIR", "write numbers, warnings, tables and curves as CSV files into this folder", kReport,
     [](Arguments& a, const std::string& v) { a.csv = v; }},
    {"volumes", "DIR", "write every volume result (masks, ...) as MRC2014 into this folder", kReport,
     [](Arguments& a, const std::string& v) { a.volumes = v; }},
    {"fsc-xml", "FILE", "write the FSC of check 1.a in the EMDB's form; masked and corrected curves beside it", kReport,
     [](Arguments& a, const std::string& v) {
       if (v == "-") throw UsageError("--fsc-xml -: FSC curves are written to files; only --json can go to stdout");
       a.fscXml = v;
     }},
    {"half1-b", "FILE", "first half map of B; --half1, --mask and so on are those of A", kCompare,
     [](Arguments& a, const std::string& v) { a.requestB.half1 = v; }},
    {"half2-b", "FILE", "second half map of B", kCompare,
     [](Arguments& a, const std::string& v) { a.requestB.half2 = v; }},
    {"mask-b", "FILE", "a mask of your own for B", kCompare,
     [](Arguments& a, const std::string& v) { a.requestB.mask = v; }},
    {"threshold-b", "T", "contour level of B in its map units; default: the level enclosing 1 % of its voxels",
     kCompare,
     [](Arguments& a, const std::string& v) {
       a.requestB.threshold = parsed<double>("--threshold-b", v, kLevelExpected);
     }},
    {"resolution-b", "R", "reported resolution of B in A", kCompare,
     [](Arguments& a, const std::string& v) {
       a.requestB.resolution = positive("--resolution-b", v, "a positive number of A");
     }},
    {"entry-b", "FILE", "saved EMDB metadata (JSON) of B", kCompare,
     [](Arguments& a, const std::string& v) { a.requestB.entry = v; }},
    {"ignore-origins", "", "lay the boxes on each other whatever origins the files state", kCompare,
     [](Arguments& a, const std::string&) { a.ignoreOrigins = true; }},
    {"difference-map", "FILE", "write B scaled to A, minus A, as MRC2014", kCompare,
     [](Arguments& a, const std::string& v) {
       if (v == "-") throw UsageError("--difference-map -: a map is written to a file; only --json can go to stdout");
       a.differenceMap = v;
     }},
    {"all-numbers", "", "print also the numbers that are the same", kCompare,
     [](Arguments& a, const std::string&) { a.allNumbers = true; }},
    {"threads", "N", "number of threads; default: all cores", kMaps | kInfo,
     [](Arguments& a, const std::string& v) {
       constexpr int kMost = 1024;
       const int threads = parsed<int>("--threads", v, "a number from 1 to 1024");
       if (threads < 1 || threads > kMost) throw UsageError("--threads " + v + ": give a number from 1 to 1024");
       a.threads = threads;
     }},
    {"memory", "GIB", "memory limit in GiB; default: 75 % of the physical memory", kMaps | kInfo,
     [](Arguments& a, const std::string& v) {
       constexpr double kGiB = 1024.0 * 1024.0 * 1024.0, kMost = 1 << 20;
       const double gib = positive("--memory", v, "a positive number of GiB");
       if (gib > kMost) throw UsageError("--memory " + v + ": give a number of GiB, not of bytes");
       a.memory = static_cast<Bytes>(gib * kGiB);
     }},
    {"seed", "N", "seed of whatever is random; two runs with one seed agree", kMaps,
     [](Arguments& a, const std::string& v) {
       a.request.seed = parsed<std::uint64_t>("--seed", v, "a whole number, 0 or more");
     }},
    {"mode0", "KIND", "read one-byte values as signed, unsigned or imod-offset", kReading,
     [](Arguments& a, const std::string& v) {
       a.request.hints.mode0 =
           oneOf<Mode0>("--mode0", v,
                        {{"signed", Mode0::Signed}, {"unsigned", Mode0::Unsigned}, {"imod-offset", Mode0::ImodOffset}});
     }},
    {"byte-order", "ORDER", "little or big, whatever the file says", kReading,
     [](Arguments& a, const std::string& v) {
       a.request.hints.byteOrder =
           oneOf<ByteOrder>("--byte-order", v, {{"little", ByteOrder::Little}, {"big", ByteOrder::Big}});
     }},
    {"as-volume", "", "read what looks like a stack of images as a volume", kReading,
     [](Arguments& a, const std::string&) { a.request.hints.asVolume = true; }},
    {"volume-index", "K", "which volume of a stack of volumes; 0 is the first", kReading,
     [](Arguments& a, const std::string& v) {
       const int index = parsed<int>("--volume-index", v, "a whole number, 0 or more");
       if (index < 0) throw UsageError("--volume-index " + v + ": give a whole number, 0 or more");
       a.request.hints.volumeIndex = index;
     }},
    {"nonfinite", "zero|keep", "what to do with voxels that are not numbers; keep (default) fails the checks", kReading,
     [](Arguments& a, const std::string& v) {
       a.request.hints.nonFinite =
           oneOf<NonFinitePolicy>("--nonfinite", v, {{"zero", NonFinitePolicy::Zero}, {"keep", NonFinitePolicy::Keep}});
     }},
    {"strict", "", "refuse files that need an assumption (every W- diagnostic)", kReading,
     [](Arguments& a, const std::string&) { a.request.hints.strict = true; }},
    {"example", "", "open the built-in example (simulated, with half maps)", kWindow,
     [](Arguments& a, const std::string&) { a.example = true; }},
    {"screenshot", "FILE.png", "open the map, run the checks, write a picture of the window, leave", kWindow,
     [](Arguments& a, const std::string& v) { a.screenshot = v; }},
    {"size", "N", "edge of the picture in pixels, 16 to 4096; default: 256", kThumbnail,
     [](Arguments& a, const std::string& v) {
       constexpr const char* kExpected = "a number of pixels from 16 to 4096";
       constexpr int kSmallest = 16, kLargest = 4096;
       a.thumbnailSize = parsed<int>("--size", v, kExpected);
       if (a.thumbnailSize < kSmallest || a.thumbnailSize > kLargest)
         throw UsageError("--size " + v + ": give " + kExpected);
     }},
    {"completion", "SHELL", "print the completion script of bash, zsh or fish and leave", kWindow,
     [](Arguments& a, const std::string& v) {
       a.completion = oneOf<std::string>("--completion", v, {{"bash", "bash"}, {"zsh", "zsh"}, {"fish", "fish"}});
     }},
    {"man-page", "", "print the manual page (roff) and leave", kWindow,
     [](Arguments& a, const std::string&) { a.manPage = true; }},
    {"version", "", "print the version and leave", kAll, [](Arguments& a, const std::string&) { a.version = true; }},
    {"help", "", "print this text and leave", kAll, [](Arguments& a, const std::string&) { a.help = true; }},
};

}  // namespace

bool Option::belongsTo(Command command) const { return (commands & commandRow(command).bit) != 0; }

std::span<const Option> optionTable() { return kOptions; }

}  // namespace vitrine::cli
