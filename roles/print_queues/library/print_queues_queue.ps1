#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        name = @{ type = 'str'; required = $true }
        make_from = @{ type = 'str' }
        driver = @{ type = 'str' }
        port = @{ type = 'str' }
        location = @{ type = 'str' }
        comment = @{ type = 'str' }
        shared = @{ type = 'bool' }
        share_name = @{ type = 'str' }
        keeps_jobs = @{ type = 'bool' }
        permissions = @{ type = 'str' }
    }
    required_together = @(, @('driver', 'port'))
    mutually_exclusive = @(, @('make_from', 'driver'))
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)
$given = $module.Params

$settings = @{ Name = $given.name }
if ($null -ne $given.location) { $settings.Location = $given.location }
if ($null -ne $given.comment) { $settings.Comment = $given.comment }
if ($null -ne $given.share_name) { $settings.ShareName = $given.share_name }
if ($null -ne $given.shared) { $settings.Shared = $given.shared }
if ($null -ne $given.keeps_jobs) { $settings.KeepPrintedJobs = $given.keeps_jobs }
if ($null -ne $given.permissions) { $settings.PermissionSDDL = $given.permissions }

if (-not $module.CheckMode) {
    if ($null -ne $given.make_from) {
        # Windows asks the printer what it can, and fails where nobody answers.
        Add-Printer -Name $given.name -IppURL $given.make_from
    }
    if ($null -ne $given.driver) {
        Add-Printer -Name $given.name -DriverName $given.driver -PortName $given.port
    }
    if ($settings.Count -gt 1) {
        Set-Printer @settings
    }
}
$module.Result.changed = $true
$module.ExitJson()
