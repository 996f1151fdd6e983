#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        name = @{ type = 'str'; required = $true }
        sides = @{ type = 'str'; required = $true; choices = @('OneSided', 'TwoSidedLongEdge', 'TwoSidedShortEdge') }
        colour = @{ type = 'bool'; required = $true }
    }
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)

if (-not $module.CheckMode) {
    Set-PrintConfiguration -PrinterName $module.Params.name -DuplexingMode $module.Params.sides -Color $module.Params.colour
}
$module.Result.changed = $true
$module.ExitJson()
